package io.github.xiaozhisim.device.audio;

import io.github.xiaozhisim.device.speech.OggOpusFile;
import io.github.xiaozhisim.device.speech.SpeechFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sounds that ship with the project, made by {@code src/sounds/make-sounds.sh}: {@code exclamation},
 * {@code low_battery}, {@code popup}, {@code success}, {@code vibration}, and spoken ones for each language: the
 * digits, {@code activation}, {@code err_pin}, {@code err_reg}, {@code upgrade}, {@code welcome}, {@code wificonfig}. A
 * language that is missing is American English. Read when first asked for, shared by all devices; any thread.
 */
public final class Sounds {

  private static final String FOLDER = "sounds/";
  private static final String FALLBACK = "en-US";
  private static final Map<String, Sound> READ = new ConcurrentHashMap<>();

  private Sounds() {}

  /**
   * @param language a locale code such as {@code zh-CN}
   * @throws IllegalArgumentException for a sound that there is not
   */
  public static Sound of(String language, String name) {
    return READ.computeIfAbsent(language + "/" + name, key -> find(language, name));
  }

  private static Sound find(String language, String name) {
    for (String folder : new String[] {"common", language, FALLBACK}) {
      byte[] file = read(FOLDER + folder + "/" + name + ".opus");
      if (file != null) {
        try {
          OggOpusFile ogg = OggOpusFile.read(file, name);
          return new Sound(name, ogg.inputRateHz(), ogg.packets());
        } catch (SpeechFormatException e) {
          throw new IllegalStateException("a sound built into the program is damaged: " + e.getMessage(), e);
        }
      }
    }
    throw new IllegalArgumentException("there is no sound '" + name.toLowerCase(Locale.ROOT) + "'");
  }

  private static byte @Nullable [] read(String path) {
    try (@Nullable InputStream in = Sounds.class.getResourceAsStream(path)) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("a sound built into the program cannot be read: " + e.getMessage(), e);
    }
  }
}
