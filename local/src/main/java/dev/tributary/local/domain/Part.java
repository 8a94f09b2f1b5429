package dev.tributary.local.domain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A part of the local suite that listens on a port, in the order of starting. */
public enum Part {
  KAFKA(19092, Role.SERVER),
  POSTGRES(15432, Role.SERVER),
  REDIS(16379, Role.SERVER),
  INGEST(8080, Role.SERVICE),
  GOVERNANCE(8081, Role.SERVICE),
  IDENTITY(8082, Role.SERVICE),
  AUDIENCE(8083, Role.SERVICE),
  ROUTER(8084, Role.SERVICE),
  /** Where the demo's webhooks go; inside the launcher's own process. */
  SINK(9999, Role.SINK);

  private enum Role {
    SERVER,
    SERVICE,
    SINK
  }

  private final int defaultPort;

  private final Role role;

  Part(int defaultPort, Role role) {
    this.defaultPort = defaultPort;
    this.role = role;
  }

  /** The five services of Tributary. */
  public static List<Part> services() {
    return Arrays.stream(values()).filter(Part::isService).toList();
  }

  /** The servers that services need. */
  public static List<Part> servers() {
    return Arrays.stream(values()).filter(part -> part.role == Role.SERVER).toList();
  }

  /** The part of that label, whatever its case. */
  public static Optional<Part> labelled(String label) {
    return Arrays.stream(values())
        .filter(part -> part.label().equals(label.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  public boolean isService() {
    return role == Role.SERVICE;
  }

  /** As users type and read it, for instance {@code ingest}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public int defaultPort() {
    return defaultPort;
  }
}
