package dev.tributary.identity.domain.cut;

import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileId;
import java.time.Instant;
import java.util.List;

/**
 * A cut that stands, for people to read.
 *
 * @param one identifiers of the side that was named first, at most {@value #MAX_SHOWN}
 * @param other identifiers they must not be together with, at most {@value #MAX_SHOWN}
 * @param links how many links it cut
 */
public record MadeCut(
    CutId id,
    String author,
    String reason,
    Instant madeAt,
    List<Place> one,
    List<Place> other,
    int links) {

  public static final int MAX_SHOWN = 100;

  public MadeCut {
    one = List.copyOf(one);
    other = List.copyOf(other);
  }

  /** An identifier and whose it is now. */
  public record Place(Identifier identifier, ProfileId profile) {}
}
