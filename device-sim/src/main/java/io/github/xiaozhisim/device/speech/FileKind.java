package io.github.xiaozhisim.device.speech;

import java.nio.charset.StandardCharsets;

/** What a file seems to be, by its first bytes. */
enum FileKind {
  WAV("a WAV file"),
  OGG_OPUS("an Ogg Opus file"),
  OGG_VORBIS("an Ogg Vorbis file"),
  OGG_SPEEX("an Ogg Speex file"),
  OGG_OTHER("an Ogg file without Opus at its beginning"),
  MP3("an MP3 file"),
  AAC("an AAC file"),
  FLAC("a FLAC file"),
  MP4("an MP4 or M4A file"),
  MATROSKA("a WebM or Matroska file"),
  AIFF("an AIFF file"),
  AU("an AU file"),
  AMR("an AMR file"),
  WMA("a WMA file"),
  RF64("an RF64 (long WAV) file"),
  ZIP("a ZIP archive"),
  GZIP("a gzip archive"),
  PDF("a PDF document"),
  PNG("a PNG picture"),
  JPEG("a JPEG picture"),
  TEXT("a text file"),
  /** No known beginning: perhaps raw Opus packets, which have none. */
  UNKNOWN("of an unknown kind");

  private final String description;

  FileKind(String description) {
    this.description = description;
  }

  /** With its article: {@code an MP3 file}. */
  String description() {
    return description;
  }

  /** Guesses by up to the first 64 bytes of a file. */
  static FileKind of(byte[] head) {
    String s = new String(head, StandardCharsets.ISO_8859_1);
    if (s.startsWith("RIFF") && s.startsWith("WAVE", 8)) {
      return WAV;
    }
    if (s.startsWith("OggS")) {
      return s.contains("OpusHead") ? OGG_OPUS : s.contains("vorbis") ? OGG_VORBIS
          : s.contains("Speex") ? OGG_SPEEX : s.contains("FLAC") ? FLAC : OGG_OTHER;
    }
    FileKind named = s.startsWith("RF64") || s.startsWith("BW64") ? RF64
        : s.startsWith("ID3") ? MP3
        : s.startsWith("fLaC") ? FLAC
        : s.startsWith("ftyp", 4) ? MP4
        : s.startsWith("\u001aE\u00df\u00a3") ? MATROSKA
        : s.startsWith("FORM") && s.startsWith("AIF", 8) ? AIFF
        : s.startsWith(".snd") ? AU
        : s.startsWith("#!AMR") ? AMR
        : s.startsWith("0&\u00b2u\u008e") ? WMA
        : s.startsWith("PK\u0003\u0004") ? ZIP
        : s.startsWith("\u001f\u008b") ? GZIP
        : s.startsWith("%PDF") ? PDF
        : s.startsWith("\u0089PNG") ? PNG
        : s.startsWith("\u00ff\u00d8\u00ff") ? JPEG
        : UNKNOWN;
    if (named != UNKNOWN || head.length < 4) {
      return named;
    }
    return isText(head) ? TEXT : mpegAudio(head);
  }

  /** A frame of MPEG audio begins with eleven ones; reserved values of its fields rule most accidents out. */
  private static FileKind mpegAudio(byte[] head) {
    if ((head[0] & 0xFF) != 0xFF || (head[1] & 0xE0) != 0xE0) {
      return UNKNOWN;
    }
    int version = head[1] >> 3 & 3;
    int layer = head[1] >> 1 & 3;
    int bitrate = head[2] >> 4 & 15;
    int rate = head[2] >> 2 & 3;
    if (version != 1 && layer == 0 && (head[1] & 0xF0) == 0xF0) {
      return AAC;
    }
    return version != 1 && layer != 0 && bitrate != 15 && bitrate != 0 && rate != 3 ? MP3 : UNKNOWN;
  }

  private static boolean isText(byte[] head) {
    for (byte b : head) {
      if ((b >= 0 && b < 0x20 && b != '\n' && b != '\r' && b != '\t') || b == 0x7F) {
        return false;
      }
    }
    return new String(head, StandardCharsets.UTF_8).indexOf('\uFFFD') < 0 || head[0] == '<' || head[0] == '{';
  }
}
