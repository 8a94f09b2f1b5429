package dev.tributary.audience.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.engine.Change;
import dev.tributary.audience.domain.engine.Subject;
import dev.tributary.audience.domain.rule.Rule;
import dev.tributary.audience.domain.state.Attributes;
import dev.tributary.audience.domain.state.Identifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who listens to the changes of audiences: the identifiers by which it knows each member. */
final class ToldIdentifiers {

  private final Map<String, Set<Identifier>> members = new HashMap<>();
  private int further;

  /** A change, and all identifiers that it names. */
  record Told(String profileId, Change change, Set<Identifier> identifiers) {

    static List<Told> of(String profileId, Subject subject) {
      var identifiers = Set.copyOf(subject.attributes().identifiers());
      return subject.changes().stream()
          .map(change -> new Told(profileId, change, identifiers))
          .toList();
    }
  }

  void hear(Told told) {
    var member = key(told.profileId(), told.change().rule());
    switch (told.change().kind()) {
      case Change.Kind.Membership(var entered) -> {
        members.remove(member);
        if (entered) {
          members.put(member, new HashSet<>(told.identifiers()));
        }
      }
      case Change.Kind.Identified(var gained) -> {
        assertThat(members).containsKey(member);
        assertThat(gained).isNotEmpty().doesNotHaveDuplicates();
        assertThat(told.identifiers()).containsAll(gained);
        members.get(member).addAll(gained);
        further++;
      }
      case Change.Kind.Trait _ -> {}
    }
  }

  /** How often it heard further identifiers of a member. */
  int further() {
    return further;
  }

  /** Of a member, that it is known by all that it has. */
  void check(String profileId, Rule audience, Attributes attributes) {
    assertThat(members.get(key(profileId, audience)))
        .as("told of %s in %s", profileId, audience.name())
        .containsAll(attributes.identifiers());
  }

  private static String key(String profileId, Rule rule) {
    return profileId + " " + rule.id();
  }
}
