package dev.tributary.platform.domain.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.platform.domain.definition.Definition.Origin;
import dev.tributary.platform.domain.json.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may change what: all pairs of where a definition is from and where a change comes from. */
class DefinitionChangeTest {

  private static final DefinitionKey KEY = new DefinitionKey(Kind.SOURCE, "web");
  private static final Instant NOW = Instant.EPOCH;

  @ParameterizedTest
  @MethodSource("origins")
  void letsOnlyItsOriginChangeWhatIsNotFromTheApi(Origin owner, Origin caller) {
    // Given
    var current = new Definition(KEY, 4, Json.Obj.EMPTY, owner, "ada", NOW);
    var newest = Optional.<DefinitionVersion>of(new DefinitionVersion.Written(current));
    var write = new DefinitionChange.Write(KEY, Json.object("a", Json.of(1)), caller, "bob", NOW);
    var delete = new DefinitionChange.Delete(KEY, caller, "bob", NOW);

    // When
    var written = write.decide(newest);
    var deleted = delete.decide(newest);

    // Then
    if (owner == Origin.API || owner == caller) {
      assertThat(written)
          .isEqualTo(
              new ChangeOutcome.Changed(
                  new DefinitionVersion.Written(
                      new Definition(KEY, 5, write.spec(), caller, "bob", NOW))));
      assertThat(deleted)
          .isEqualTo(
              new ChangeOutcome.Changed(new DefinitionVersion.Deleted(KEY, 5, caller, "bob", NOW)));
    } else {
      assertThat(written).isEqualTo(new ChangeOutcome.ReadOnly(owner));
      assertThat(deleted).isEqualTo(new ChangeOutcome.ReadOnly(owner));
    }
  }

  @ParameterizedTest
  @MethodSource("origins")
  void makesANewVersionWhenOnlyTheOriginChanges(Origin owner, Origin caller) {
    var current = new Definition(KEY, 4, Json.Obj.EMPTY, owner, "ada", NOW);
    var outcome =
        new DefinitionChange.Write(KEY, Json.Obj.EMPTY, caller, "bob", NOW)
            .decide(Optional.of(new DefinitionVersion.Written(current)));

    if (owner == caller) {
      assertThat(outcome).isEqualTo(new ChangeOutcome.Same(new DefinitionVersion.Written(current)));
    } else if (owner == Origin.API) {
      assertThat(outcome).isInstanceOf(ChangeOutcome.Changed.class);
    } else {
      assertThat(outcome).isEqualTo(new ChangeOutcome.ReadOnly(owner));
    }
  }

  @ParameterizedTest
  @MethodSource("origins")
  void letsAnybodyHaveANameThatIsFreeAgain(Origin owner, Origin caller) {
    var deleted = new DefinitionVersion.Deleted(KEY, 9, owner, "ada", NOW);
    var outcome =
        new DefinitionChange.Write(KEY, Json.Obj.EMPTY, caller, "bob", NOW)
            .decide(Optional.of(deleted));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ChangeOutcome.Changed.class,
            changed -> assertThat(changed.version().version()).isEqualTo(10));
  }

  static Stream<Arguments> origins() {
    return Stream.of(Origin.values())
        .flatMap(owner -> Stream.of(Origin.values()).map(caller -> Arguments.of(owner, caller)));
  }
}
