package dev.tributary.identity.domain.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.event.Birth;
import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.Profile;
import dev.tributary.identity.domain.profile.ProfileId;
import dev.tributary.identity.domain.profile.Question;
import dev.tributary.identity.domain.profile.Question.ById;
import dev.tributary.identity.domain.profile.Question.ByIdentifier;
import dev.tributary.identity.domain.watch.Change.Merged;
import dev.tributary.identity.domain.watch.Change.Split;
import dev.tributary.identity.domain.watch.Change.Updated;
import dev.tributary.identity.domain.watch.Watch.Due;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WatchTest {

  private static final ProfileId ANNA = id(1);
  private static final ProfileId BERT = id(2);
  private static final ProfileId CARL = id(3);
  private static final Identifier USER = Identifier.of("user_id", "anna");
  private static final Question BY_USER = new ByIdentifier(USER);

  private final AtomicInteger wakings = new AtomicInteger();
  private final Watch watch = new Watch(wakings::incrementAndGet);

  @Test
  void tellsOfAProfileOnceHoweverOftenItChanged() {
    watch.open(new Everybody());

    watch.changed(List.of(updated(ANNA), updated(BERT), updated(ANNA)));

    assertThat(watch.take(10)).containsExactly(due(new ById(ANNA)), due(new ById(BERT)));
    assertThat(watch.take(10)).isEmpty();
    assertThat(wakings).hasValue(1);
  }

  @Test
  void tellsOnlyOfWhomItWatches() {
    watch.open(chosen(BY_USER, ANNA));

    watch.changed(List.of(updated(BERT)));

    assertThat(watch.take(10)).isEmpty();
    assertThat(wakings).hasValue(0);
  }

  @Test
  void followsAWatchedProfileIntoTheOneItBecomes() {
    // Given
    watch.open(chosen(BY_USER, ANNA));

    // When
    watch.changed(List.of(new Merged(ANNA, BERT)));
    var merged = watch.take(10);
    watch.changed(List.of(updated(BERT)));

    // Then
    assertThat(merged).containsExactly(due(BY_USER, ANNA));
    assertThat(watch.take(10)).containsExactly(due(BY_USER));
  }

  @Test
  void followsAMergeThatAnEventTellsBeforeItsOwnRecord() {
    // Given
    watch.open(chosen(BY_USER, ANNA));

    // When
    watch.changed(List.of(new Updated(BERT, List.of(), List.of(ANNA, CARL))));
    watch.changed(List.of(new Merged(ANNA, BERT)));

    // Then
    assertThat(watch.take(10)).containsExactly(due(BY_USER, ANNA, CARL));
  }

  @Test
  void asksWhereWhatIsWatchedWentWhenItsProfileIsSplit() {
    // Given
    watch.open(chosen(BY_USER, ANNA));

    // When
    watch.changed(List.of(new Split(ANNA, BERT)));
    var split = watch.take(10);
    watch.changed(List.of(updated(BERT)));

    // Then
    assertThat(split).containsExactly(due(BY_USER));
    assertThat(watch.take(10)).containsExactly(due(BY_USER));
  }

  @Test
  void waitsForAnIdentifierThatNobodyHasYet() {
    watch.open(new Chosen(List.of(BY_USER)));

    watch.changed(List.of(updated(BERT), new Updated(CARL, List.of(USER), List.of())));

    assertThat(watch.take(10)).containsExactly(due(BY_USER));
  }

  @Test
  void missesNothingThatChangesWhileItOpens() {
    watch.changed(List.of(new Merged(ANNA, BERT), updated(BERT)));

    watch.open(chosen(BY_USER, ANNA));

    assertThat(watch.take(10)).containsExactly(due(BY_USER, ANNA));
  }

  @Test
  void whatWasNotToldIsDueAgainWithWhatCameSince() {
    // Given
    watch.open(new Everybody());
    watch.changed(List.of(new Merged(CARL, ANNA)));
    var taken = watch.take(1);

    // When
    watch.changed(List.of(new Merged(BERT, ANNA)));
    watch.putBack(taken);

    // Then
    assertThat(watch.take(10)).containsExactly(due(new ById(ANNA), BERT, CARL));
  }

  @Test
  void theSecondRecordOfAMergeIsNoNews() {
    watch.open(new Everybody());
    var due = due(new ById(ANNA), BERT);

    assertThat(watch.isNews(due(new ById(ANNA)), profile(4))).isTrue();
    assertThat(watch.isNews(due, profile(4))).isTrue();
    assertThat(watch.isNews(due, profile(4))).isFalse();
    assertThat(watch.isNews(due(new ById(ANNA)), profile(3))).isFalse();
    assertThat(watch.isNews(due(new ById(ANNA)), profile(5))).isTrue();
  }

  @Test
  void aCallerThatFallsTooFarBehindIsLet() {
    // Given
    watch.open(new Everybody());
    var many =
        IntStream.rangeClosed(0, Watch.MOST_DUE)
            .<Change>mapToObj(number -> updated(id(number)))
            .toList();

    // When
    watch.changed(many.subList(0, Watch.MOST_DUE));
    assertThat(watch.isOver()).isFalse();
    watch.changed(many.subList(Watch.MOST_DUE, many.size()));

    // Then
    assertThat(watch.isOver()).isTrue();
    assertThat(watch.take(10)).isEmpty();
  }

  @Test
  void wakesItsCallerWhenTheStreamIsLost() {
    watch.lost();

    assertThat(watch.isOver()).isTrue();
    assertThat(wakings).hasValue(1);
  }

  private static Chosen chosen(Question question, ProfileId profile) {
    var chosen = new Chosen(List.of(question));
    chosen.answered(question, profile);
    return chosen;
  }

  private static Updated updated(ProfileId profile) {
    return new Updated(profile, List.of(), List.of());
  }

  private static Due due(Question question, ProfileId... merged) {
    return new Due(question, List.of(merged));
  }

  private static Profile profile(long version) {
    var origin = new Origin(Instant.EPOCH, "shop", "m");
    return new Profile(ANNA, version, origin, origin, List.of(), List.of());
  }

  private static ProfileId id(long number) {
    return ProfileId.ofUnidentified(new Birth(0, number));
  }
}
