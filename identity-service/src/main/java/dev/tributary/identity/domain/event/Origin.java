package dev.tributary.identity.domain.event;

import dev.tributary.identity.domain.identifier.Texts;
import java.time.Instant;
import java.util.Comparator;

/**
 * Which event told something: when it was received, from which source, by which message. The order
 * is by time and total over different events of one source, so that the first and the last of some
 * events do not depend on the order in which they are looked at.
 */
public record Origin(Instant receivedAt, String source, String messageId)
    implements Comparable<Origin> {

  private static final Comparator<Origin> ORDER =
      Comparator.comparing(Origin::receivedAt)
          .thenComparing(Origin::source)
          .thenComparing(Origin::messageId);

  public Origin {
    source = Texts.storable(source);
    messageId = Texts.storable(messageId);
  }

  /** The earlier of two. */
  public Origin orEarlier(Origin other) {
    return compareTo(other) <= 0 ? this : other;
  }

  /** The later of two. */
  public Origin orLater(Origin other) {
    return compareTo(other) >= 0 ? this : other;
  }

  @Override
  public int compareTo(Origin other) {
    return ORDER.compare(this, other);
  }
}
