package dev.tributary.router.domain.destination;

import dev.tributary.platform.domain.json.Json;
import dev.tributary.router.domain.debounce.Telling;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place downstream and what it wants to hear.
 *
 * @param events what is done with events: in which actions
 * @param others by name, the actions for what are no events: {@link #CALLS} for changes that are
 *     told whole, {@link #ROWS} for rows, presets for changes that no action of {@code events}
 *     takes
 * @param audiences by name, the audiences that it is told of, and how
 * @param traits by name, the computed traits whose values it wants, and when it is told them
 * @param softLinks what it is told beside events, audiences and traits
 */
public record Destination(
    String name,
    Connection connection,
    EventRule events,
    Map<String, ActionRule> others,
    ProfileRule profiles,
    Map<String, AudienceRule> audiences,
    Map<String, Telling> traits,
    SoftLinkRule softLinks,
    DeliveryRule delivery) {

  /** The action that takes changes of audiences and traits as they are. */
  public static final String CALLS = "calls";

  /** The action that takes rows of profile tables. */
  public static final String ROWS = "profiles";

  public Destination {
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
    audiences = Map.copyOf(audiences);
    traits = Map.copyOf(traits);
  }

  /** The audiences that it keeps as lists, by name. */
  public List<String> lists() {
    return keepers().map(rule -> rule.list().orElseThrow().audience()).sorted().toList();
  }

  /** The actions that keep lists. */
  public Stream<ActionRule> keepers() {
    return audiences.values().stream()
        .filter(rule -> rule instanceof AudienceRule.Listed)
        .map(rule -> ((AudienceRule.Listed) rule).keeper());
  }

  /**
   * The action of a name, as far as there still is one. The short form and the connector's first
   * action stand for each other, so that nothing is lost where a definition changes its form.
   */
  public Optional<ActionRule> action(String name) {
    return ofEvents(name)
        .or(() -> Optional.ofNullable(others.get(name)))
        .or(() -> keepers().filter(rule -> rule.name().equals(name)).findFirst())
        .or(() -> {
          var first = connection.connector().actions().keySet().stream().findFirst().orElse("");
          return name.isEmpty()
              ? ofEvents(first)
              : name.equals(first) ? ofEvents("") : Optional.empty();
        });
  }

  private Optional<ActionRule> ofEvents(String name) {
    return events.actions().stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  /** The actions that take a call about an audience or a trait. */
  public List<ActionRule> taking(Json.Obj call) {
    var whole = others.get(CALLS);
    if (whole != null) {
      return List.of(whole);
    }
    var own = events.actions().stream().filter(rule -> rule.trigger().matches(call)).toList();
    return own.isEmpty()
        ? others.values().stream().filter(rule -> rule.trigger().matches(call)).toList()
        : own;
  }
}
