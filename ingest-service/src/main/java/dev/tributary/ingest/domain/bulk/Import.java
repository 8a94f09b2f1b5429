package dev.tributary.ingest.domain.bulk;

import dev.tributary.platform.domain.InvalidValue;
import java.util.UUID;

/**
 * A file of past events and how far it has been taken.
 *
 * @param source whose events they are
 * @param header first line of a CSV file; empty until it was read
 */
public record Import(UUID id, String source, Format format, String header, Progress progress) {

  /**
   * How far it has been taken.
   *
   * @param bytes of the file that are taken: the next ones to send begin there
   * @param accepted lines that became events
   * @param rejected lines that are kept aside
   * @param complete whether that was all
   */
  public record Progress(long bytes, long accepted, long rejected, boolean complete) {

    public static final Progress NONE = new Progress(0, 0, 0, false);
  }

  /** How a file is written. */
  public enum Format {
    /** An event a line, as JSON. */
    NDJSON,
    /** An event a row (RFC 4180); the first row names the fields. */
    CSV;

    /**
     * The format of a name.
     *
     * @throws InvalidValue if there is none
     */
    public static Format named(String name) {
      return switch (name) {
        case "ndjson" -> NDJSON;
        case "csv" -> CSV;
        default -> throw new InvalidValue("format", "neither ndjson nor csv");
      };
    }

    public String formatName() {
      return switch (this) {
        case NDJSON -> "ndjson";
        case CSV -> "csv";
      };
    }
  }

  Import with(String newHeader, Progress newProgress) {
    return new Import(id, source, format, newHeader, newProgress);
  }
}
