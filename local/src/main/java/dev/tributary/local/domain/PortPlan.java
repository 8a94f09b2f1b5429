package dev.tributary.local.domain;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which part listens where.
 *
 * @param ports one for each {@link Part}, all different
 */
public record PortPlan(Map<Part, Integer> ports) {

  private static final int MAX_PORT = 65_535;

  public PortPlan {
    ports = Map.copyOf(ports);
    var owners = new TreeMap<Integer, Part>();
    for (var part : Part.values()) {
      var port = ports.get(part);
      if (port == null || port < 1 || port > MAX_PORT) {
        throw new InvalidInput("The port of " + part.label() + " is not between 1 and " + MAX_PORT);
      }
      var other = owners.put(port, part);
      if (other != null) {
        throw new InvalidInput(
            "Port %d is meant for both %s and %s".formatted(port, other.label(), part.label()));
      }
    }
  }

  /**
   * The default ports, moved.
   *
   * @param offset added to every default port
   * @param chosen ports that are taken as they are, by the part's label
   */
  public static PortPlan of(int offset, Map<String, Integer> chosen) {
    var ports = new EnumMap<Part, Integer>(Part.class);
    for (var part : Part.values()) {
      ports.put(part, part.defaultPort() + offset);
    }
    chosen.forEach((label, port) ->
        ports.put(
            Part.labelled(label).orElseThrow(() -> new InvalidInput("No part is called " + label)),
            port));
    return new PortPlan(ports);
  }

  /** Where {@code part} listens. */
  public int of(Part part) {
    var port = ports.get(part);
    if (port == null) {
      throw new IllegalStateException("no port for " + part);
    }
    return port;
  }

  /** {@code http://127.0.0.1:port} of a service or the sink. */
  public String http(Part part) {
    return "http://127.0.0.1:" + of(part);
  }
}
