package dev.tributary.local.suite;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.domain.Part;
import dev.tributary.local.domain.PortPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the supervisor writes down about the suite for other commands to read.
 *
 * @param supervisor its pid
 * @param phase how far it is
 * @param startedAtMillis since 1970
 * @param ports of every part
 * @param processes those that have been started
 */
public record SuiteRecord(
    long supervisor,
    Phase phase,
    long startedAtMillis,
    Map<Part, Integer> ports,
    Map<Part, Entry> processes) {

  /** How far the suite is. */
  public enum Phase {
    STARTING,
    READY,
    STOPPING,
    STOPPED
  }

  /**
   * One process.
   *
   * @param restarts how often it was started again after it had died
   */
  public record Entry(long pid, long startedAtMillis, int restarts) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  public SuiteRecord {
    ports = Map.copyOf(ports);
    processes = Map.copyOf(processes);
  }

  /** Where the parts listen. */
  public PortPlan portPlan() {
    return new PortPlan(ports);
  }

  SuiteRecord with(Phase next) {
    return new SuiteRecord(supervisor, next, startedAtMillis, ports, processes);
  }

  SuiteRecord with(Part part, Entry entry) {
    var entries = new EnumMap<Part, Entry>(Part.class);
    entries.putAll(processes);
    entries.put(part, entry);
    return new SuiteRecord(supervisor, phase, startedAtMillis, ports, entries);
  }

  /** Replaces the file in one step. */
  void write(Path file) {
    try {
      var fresh = file.resolveSibling(file.getFileName() + ".new");
      JSON.writeValue(fresh.toFile(), this);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was last written, if it can be read. */
  public static Optional<SuiteRecord> read(Path file) {
    try {
      return Optional.of(JSON.readValue(file.toFile(), SuiteRecord.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
