package dev.tributary.connectors.tool;

import dev.tributary.platform.domain.InvalidValue;
import java.nio.file.Path;

/** A connector file by its path. */
final class ConnectorFile {

  private static final String ENDING = ".yaml";

  private ConnectorFile() {}

  /**
   * The connector's name, which is the file's.
   *
   * @throws InvalidValue if it has another ending than {@code .yaml}
   */
  static String name(Path file) {
    var last = file.getFileName().toString();
    if (!last.endsWith(ENDING)) {
      throw new InvalidValue(file.toString(), "not called NAME.yaml");
    }
    return last.substring(0, last.length() - ENDING.length());
  }
}
