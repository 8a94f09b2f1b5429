package dev.tributary.audience.domain.softlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.domain.softlink.SoftLinks.Addressed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SoftLinksTest {

  private static final long AUDIENCE = 7;

  @Test
  void countsALinkFromItsMinimumOnUntilItExpires() {
    // Given
    var links = new SoftLinks();
    var asked = links.tell("p1", List.of(new SoftLink("p2", 0.9, 100)));

    // When
    links.hear("p1", new Word.Holding("p2", 1, Set.of(AUDIENCE)));

    // Then
    assertThat(asked).containsExactly(new Addressed("p2", new Word.Follow("p1", 1)));
    assertThat(links.hold(AUDIENCE, 0.9, 99)).isTrue();
    assertThat(links.hold(AUDIENCE, 0.91, 99)).isFalse();
    assertThat(links.hold(AUDIENCE, 0.9, 100)).isFalse();
    assertThat(links.hold(8, 0.9, 99)).isFalse();
    assertThat(links.due(99)).isEqualTo(100);
    assertThat(links.due(100)).isEqualTo(SoftLinks.NEVER);
  }

  @Test
  void keepsTheOldLinksInForceUntilAllOfTheNewHaveAnswered() {
    // Given
    var links = new SoftLinks();
    links.tell("p1", List.of(new SoftLink("p2", 0.9, 100)));
    links.hear("p1", new Word.Holding("p2", 1, Set.of(AUDIENCE)));

    // When
    links.tell("p1", List.of(new SoftLink("p3", 0.9, 100)));
    boolean meanwhile = links.hold(AUDIENCE, 0.5, 0);
    var words = links.hear("p1", new Word.Holding("p3", 2, Set.of()));

    // Then
    assertThat(meanwhile).isTrue();
    assertThat(links.hold(AUDIENCE, 0.5, 0)).isFalse();
    assertThat(words).containsExactly(new Addressed("p2", new Word.Unfollow("p1", 1)));
  }

  @Test
  void doesNotHearAnAnswerToAQuestionOfBefore() {
    // Given
    var links = new SoftLinks();
    links.tell("p1", List.of(new SoftLink("p2", 0.9, 100)));
    links.tell("p1", List.of());
    links.tell("p1", List.of(new SoftLink("p2", 0.9, 100)));

    // When
    links.hear("p1", new Word.Holding("p2", 1, Set.of(AUDIENCE)));

    // Then
    assertThat(links.hold(AUDIENCE, 0.5, 0)).isFalse();
    assertThat(links.awaits(new Word.Holding("p2", 2, Set.of()))).isTrue();
  }

  @Test
  void isNeverLinkedToItselfNorTwiceToAnother() {
    // Given
    var links = new SoftLinks();
    var itself = new SoftLink("p1", 0.9, 100);
    var other = new SoftLink("p2", 0.9, 100);

    // When
    var words = links.tell("p1", List.of(itself, other, other));

    // Then
    assertThat(words).containsExactly(new Addressed("p2", new Word.Follow("p1", 1)));
  }

  @Test
  void comesBackFromItsBinaryForm() {
    // Given
    var links = new SoftLinks();
    links.tell("p1", List.of(new SoftLink("p2", 0.9, 100)));
    links.hear("p1", new Word.Holding("p2", 1, Set.of(AUDIENCE, -3L)));
    links.tell("p1", List.of(new SoftLink("p3", 0.8, 200)));

    // When
    var back = SoftLinks.fromBytes(links.toBytes());
    var words = back.hear("p1", new Word.Holding("p3", 2, Set.of()));

    // Then
    assertThat(SoftLinks.fromBytes(links.toBytes()).hold(-3, 0.9, 0)).isTrue();
    assertThat(words).containsExactly(new Addressed("p2", new Word.Unfollow("p1", 1)));
  }
}
