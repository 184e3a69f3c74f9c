package io.github.xiaozhisim.stress.cli;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** For picocli: an address as people type it; a mistake is told in their words and without the secrets in it. */
final class Addresses implements ITypeConverter<URI> {

  @Override
  public URI convert(String value) {
    try {
      return new URI(value.strip());
    } catch (URISyntaxException e) {
      throw new TypeConversionException(
          "'"
              + Redaction.url(value)
              + "' is not an address; write it in full, like ws://HOST:PORT/PATH or http://HOST:PORT/PATH");
    }
  }
}
