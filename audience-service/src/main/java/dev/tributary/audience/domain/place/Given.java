package dev.tributary.audience.domain.place;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What became of one identifier at one place: each time a split sent it elsewhere, and the last
 * time it is known to have come back, oldest first.
 */
public record Given(String id, List<Away> all) {

  /** Splits remembered of one identifier; of more, the newest. */
  public static final int MAX_SPLITS = 64;

  /** Of one that never went anywhere. */
  public static final Given NEVER = new Given("", List.of());

  public Given {
    all = List.copyOf(all);
  }

  /** Where it went after a version; the last time, because from there on it is known best. */
  public Optional<Away> after(long version) {
    return all.reversed().stream()
        .filter(away -> !away.into().equals(id) && away.version() > version)
        .findFirst();
  }

  /** Where it is now, as far as this place can tell; empty for here. */
  public Optional<Away> now() {
    return all.isEmpty() || all.getLast().into().equals(id)
        ? Optional.empty()
        : Optional.of(all.getLast());
  }

  /** With one more split; the same where it is known. */
  public Given given(String self, Away away) {
    return all.contains(away) ? this : with(self, away, all);
  }

  /** With the word that it was here at a version; the same where that is no news. */
  public Given back(String self, long version) {
    if (now().filter(away -> away.version() <= version).isEmpty()) {
      return this;
    }
    var splits = all.stream().filter(away -> !away.into().equals(self)).toList();
    return with(self, new Away(self, version), splits);
  }

  private static Given with(String self, Away away, List<Away> others) {
    var all = new ArrayList<>(others);
    all.add(away);
    all.sort(Comparator.comparingLong(Away::version));
    int from = Math.max(0, all.size() - MAX_SPLITS);
    return new Given(self, all.subList(from, all.size()));
  }
}
