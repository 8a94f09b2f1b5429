package dev.tributary.identity.domain.explain;

import dev.tributary.identity.domain.event.Origin;
import dev.tributary.identity.domain.identifier.Identifier;
import java.time.LocalDate;

/**
 * A link between two identifiers with its evidence.
 *
 * @param first the event that named both first
 * @param days on how many days (UTC) they were named together; of more than 400 only the newest
 *     count
 * @param apart why they are not joined by it; empty where they are
 */
public record SeenLink(
    Identifier one,
    Identifier other,
    Origin first,
    int days,
    LocalDate firstDay,
    LocalDate lastDay,
    String apart) {

  /** The same link, told from this end. */
  SeenLink from(Identifier end) {
    return one.equals(end)
        ? this
        : new SeenLink(/* one= */ other, /* other= */ one, first, days, firstDay, lastDay, apart);
  }
}
