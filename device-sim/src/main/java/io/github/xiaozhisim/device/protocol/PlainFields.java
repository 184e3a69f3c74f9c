package io.github.xiaozhisim.device.protocol;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The members of a plain object, read where it lies. */
final class PlainFields implements Fields {

  private final byte[] utf8;
  private final int start;

  /** {@code start}: where the object begins that {@link PlainProof} found to be plain, or one within it. */
  PlainFields(byte[] utf8, int start) {
    this.utf8 = utf8;
    this.start = start;
  }

  @Override
  public @Nullable String string(String name) {
    int value = PlainJson.member(utf8, start, name);
    return value != PlainJson.NONE && PlainJson.isString(utf8, value) ? PlainJson.text(utf8, value) : null;
  }

  @Override
  public double decimal(String name) {
    int value = PlainJson.member(utf8, start, name);
    return value != PlainJson.NONE && PlainJson.isNumber(utf8, value) ? PlainJson.decimal(utf8, value) : Double.NaN;
  }

  @Override
  public @Nullable Fields object(String name) {
    int value = PlainJson.member(utf8, start, name);
    return value != PlainJson.NONE && PlainJson.isObject(utf8, value) ? new PlainFields(utf8, value) : null;
  }

  @Override
  public @Nullable JsonNode array(String name) {
    int value = PlainJson.member(utf8, start, name);
    return value != PlainJson.NONE && PlainJson.isArray(utf8, value) ? tree(value) : null;
  }

  @Override
  public @Nullable JsonNode tree(String name) {
    int value = PlainJson.member(utf8, start, name);
    return value != PlainJson.NONE && PlainJson.isObject(utf8, value) ? tree(value) : null;
  }

  private JsonNode tree(int value) {
    return Json.readPlain(PlainJson.source(utf8, value));
  }
}
