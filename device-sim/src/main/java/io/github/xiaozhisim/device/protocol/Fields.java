package io.github.xiaozhisim.device.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The members of one JSON object as the device's parser sees them: names compare without regard to case, and the first
 * of several equal ones wins. // firmware: cJSON's habits, which servers have come to rely on
 *
 * <p>Valid as long as the bytes are that they were read from: during the call that brought the message. Names are asked
 * for in lower case.
 */
sealed interface Fields permits PlainFields, TreeFields {

  /** The members of the object in {@code utf8}: where it lies when it is plain, from a tree when it is odd. */
  static Fields read(ByteBuffer utf8) throws Json.NotAnObject {
    byte[] bytes;
    int from = 0;
    int length = utf8.remaining();
    if (utf8.hasArray()) {
      bytes = utf8.array();
      from = utf8.arrayOffset() + utf8.position();
    } else {
      bytes = new byte[length];
      utf8.get(utf8.position(), bytes);
    }
    int start = PlainProof.start(bytes, from, from + length);
    return start == PlainProof.NONE ? new TreeFields(Json.readObject(utf8)) : new PlainFields(bytes, start);
  }

  /** The member's text, or null when it is absent or not a string. */
  @Nullable String string(String name);

  default String string(String name, String otherwise) {
    String text = string(name);
    return text == null ? otherwise : text;
  }

  /** The member as a whole number, cut to 32 bits; {@code otherwise} when it is absent or not a number. */
  default int number(String name, int otherwise) {
    double value = decimal(name);
    // firmware: saturates and drops the fraction, as this cast does
    return Double.isNaN(value) ? otherwise : (int) value;
  }

  /** The member as a number, not a number when it is absent or none. */
  double decimal(String name);

  /** The member's own members, or null when it is absent or not an object. */
  @Nullable Fields object(String name);

  /** The member as a tree when it is an array, else null. */
  @Nullable JsonNode array(String name);

  /** The member as a tree when it is an object, else null. */
  @Nullable JsonNode tree(String name);
}
