package dev.tributary.connectors.domain.definition;

import dev.tributary.platform.domain.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tool downstream, as its file says: what it asks of its users, how it is called, what its
 * answers mean. {@code docs/connectors.md} is the format.
 */
public record Connector(
    About about,
    Map<String, Setting> settings,
    Reach reach,
    Map<String, Action> actions,
    List<Preset> presets,
    Optional<AudienceSync> audience) {

  public Connector {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    actions = Collections.unmodifiableMap(new LinkedHashMap<>(actions));
    presets = List.copyOf(presets);
  }

  public String name() {
    return about.name();
  }

  /**
   * What a person reads.
   *
   * @param link the vendor's own page
   */
  public record About(
      String name,
      String title,
      String description,
      List<String> categories,
      String link,
      List<Fact> facts) {
    public About {
      categories = List.copyOf(categories);
      facts = List.copyOf(facts);
    }
  }

  /**
   * A page that endpoints, fields and limits were read from.
   *
   * @param seen the day, such as {@code 2026-11-28}
   */
  public record Fact(String url, String seen) {}

  /** Where and how it is called. */
  public record Reach(
      Transport transport, Base base, Auth auth, Limits limits, Optional<RequestTemplate> test) {}

  /** What carries deliveries. */
  public enum Transport {
    HTTP,
    /** A Kafka cluster. */
    KAFKA,
    /** Tables; the connector's name says of which warehouse. */
    WAREHOUSE;

    /** Whether deliveries are requests; else code delivers what the fields hold. */
    public boolean isRequests() {
      return this == HTTP;
    }
  }

  /** A ready action: taken when a destination asks for presets. */
  public record Preset(
      String name,
      String title,
      String action,
      Optional<String> trigger,
      Optional<Json.Obj> mapping,
      boolean byDefault) {}

  /**
   * How lists of people are kept.
   *
   * @param settings of each list, beside the destination's
   */
  public record AudienceSync(
      String title,
      Map<String, Setting> settings,
      Optional<Step> create,
      Action add,
      Action remove) {
    public AudienceSync {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
  }
}
