package dev.tributary.identity.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.identity.config.ProfileApiConfig.PlainTraits;
import dev.tributary.identity.domain.audience.Memberships.Concluded;
import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.platform.domain.json.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassTraitsTest {

  private static final Origin ORIGIN = new Origin(Instant.EPOCH, "web", "m1");

  /** Of one name are an own trait, a computed trait and an audience. */
  private static final Profile PROFILE =
      new Profile(
          ProfileId.ofUnidentified(new Birth(1, 1)),
          1,
          ORIGIN,
          ORIGIN,
          List.of(),
          List.of(own("a", "own"), own("b", "own"), own("c", "own")));

  private static final Concluded CONCLUDED =
      new Concluded(List.of("c"), Map.of("b", Json.of("computed"), "c", Json.of("computed")));

  @Test
  void ownTraitsAskNobody() {
    var traits = traits(PlainTraits.OWN, "");

    assertThat(traits).isEqualTo(Map.of("a", "own", "b", "own", "c", "own"));
  }

  @Test
  void plainTraitsMayBeAllThereAre() {
    var all = Map.of("a", "own", "b", "computed", "c", "true");

    assertThat(traits(PlainTraits.ALL, "")).isEqualTo(all);
    assertThat(traits(PlainTraits.OWN, "all")).isEqualTo(all);
  }

  @Test
  void aClassIsAnsweredAlone() {
    assertThat(traits(PlainTraits.ALL, "audience")).isEqualTo(Map.of("c", "true"));
    assertThat(traits(PlainTraits.ALL, "computed_trait"))
        .isEqualTo(Map.of("b", "computed", "c", "computed"));
  }

  @Test
  void refusesAnotherClass() {
    assertThatThrownBy(() -> traits(PlainTraits.OWN, "Audience"))
        .isInstanceOf(ApiError.class)
        .hasMessageContaining("audience, computed_trait and all");
  }

  private static Map<String, String> traits(PlainTraits plain, String asked) {
    var classes = new ClassTraits(_ -> CONCLUDED, plain);
    var traits = new HashMap<String, String>();
    classes
        .of(PROFILE, classes.named(asked))
        .forEach((name, answer) -> traits.put(name, text(answer.value())));
    return traits;
  }

  private static String text(Json value) {
    return value instanceof Json.Str(var text)
        ? text
        : String.valueOf(value.equals(Json.Bool.TRUE));
  }

  private static Profile.Known own(String name, String value) {
    return new Profile.Known(name, Json.of(value), Instant.EPOCH, ORIGIN);
  }
}
