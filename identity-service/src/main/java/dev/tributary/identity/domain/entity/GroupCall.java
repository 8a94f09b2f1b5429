package dev.tributary.identity.domain.entity;

import dev.tributary.identity.domain.event.ClientEvent.Call;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.event.Stamp;
import dev.tributary.identity.domain.follow.Followed;
import dev.tributary.identity.domain.identifier.IdentifierType;
import dev.tributary.identity.domain.identifier.Texts;
import dev.tributary.identity.domain.rules.Rules;
import dev.tributary.identity.domain.rules.TypeRule.ReadValue;
import dev.tributary.platform.domain.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a group call says about its account.
 *
 * @param traits by name; {@link Json.Null} removes
 */
public record GroupCall(EntityKey account, Map<String, Json> traits, Stamp stamp, Origin origin) {

  /** A trait with a longer name is left out. */
  public static final int MAX_TRAIT_NAME_LENGTH = 250;

  public GroupCall {
    traits = Collections.unmodifiableMap(new LinkedHashMap<>(traits));
  }

  /** Reads an event; empty where it is no group call, or its group's id names nothing. */
  public static Optional<GroupCall> of(Followed.Event event, Rules rules) {
    var sent = event.sent();
    if (sent.call() != Call.GROUP || sent.names().groupId().isEmpty()) {
      return Optional.empty();
    }
    return switch (rules.of(IdentifierType.GROUP_ID).read(sent.names().groupId())) {
      case ReadValue.Usable(var group) ->
          Optional.of(
              new GroupCall(
                  EntityKey.account(group.value()),
                  traits(sent.payload().traits()),
                  sent.stamp(),
                  sent.origin()));
      case ReadValue.Blocked _, ReadValue.Unusable _ -> Optional.empty();
    };
  }

  private static Map<String, Json> traits(Json.Obj sent) {
    var traits = new LinkedHashMap<String, Json>();
    sent.fields()
        .forEach((name, value) -> {
          if (!name.isBlank() && name.length() <= MAX_TRAIT_NAME_LENGTH && Texts.isStorable(name)) {
            traits.put(name, Texts.wellFormed(value));
          }
        });
    return traits;
  }
}
