package dev.tributary.connectors.golden;

import dev.tributary.connectors.domain.answer.Seen;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.domain.mapping.Mapping;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One case of a golden file: some events, and everything that goes out for them. */
public record GoldenCase(String name, Doing doing, Given given, Expected expected) {

  /** What of the connector is run. */
  public sealed interface Doing {

    record Run(String action) implements Doing {}

    record Create() implements Doing {}

    record Add() implements Doing {}

    record Remove() implements Doing {}
  }

  /** What it is run with. */
  public record Given(
      Json.Obj settings,
      Map<String, Mapping> mapping,
      List<Json.Obj> events,
      List<String> keys,
      World world) {
    public Given {
      mapping = Collections.unmodifiableMap(new LinkedHashMap<>(mapping));
      events = List.copyOf(events);
      keys = List.copyOf(keys);
    }
  }

  /**
   * What is around.
   *
   * @param token what an exchange gave
   * @param base the host that it named
   * @param list what {@code create} captured
   */
  public record World(
      Instant now, Optional<String> token, Optional<String> base, Optional<Json> list) {}

  /**
   * What comes of it.
   *
   * @param records the fields of each delivery, for connectors that make no requests
   * @param discarded codes by the place of the event
   */
  public record Expected(
      List<ExpectedRequest> requests, Optional<Json> records, Map<String, String> discarded) {
    public Expected {
      requests = List.copyOf(requests);
      discarded = Collections.unmodifiableMap(new LinkedHashMap<>(discarded));
    }
  }

  /**
   * A request, what is answered, and what that means for each delivery in it.
   *
   * @param gzip whether the body is compressed; {@code body} never is
   */
  public record ExpectedRequest(
      String line,
      Map<String, String> headers,
      Json body,
      boolean gzip,
      Optional<Seen> answer,
      Optional<List<String>> items) {
    public ExpectedRequest {
      headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
      items = items.map(List::copyOf);
    }
  }
}
