package dev.tributary.identity.domain.cut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.domain.Histories;
import dev.tributary.identity.domain.NaiveModel;
import dev.tributary.identity.domain.event.Evidence;
import dev.tributary.identity.domain.graph.CutId;
import dev.tributary.identity.domain.graph.GraphStore;
import dev.tributary.identity.domain.graph.Pair;
import dev.tributary.identity.domain.graph.Resolver;
import dev.tributary.identity.domain.identifier.Identifier;
import dev.tributary.identity.domain.profile.ProfileIds;
import dev.tributary.identity.domain.rules.Rules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What every {@link CutStore} must do together with its {@link GraphStore}. */
public abstract class CutStoreContract {

  private final String suffix = "-" + UUID.randomUUID();
  private final long births = ThreadLocalRandom.current().nextLong(1L << 60);

  protected abstract GraphStore graphs();

  protected abstract CutStore cutStore();

  /** Whoever has one of these identifiers now. */
  protected abstract Set<NaiveModel.Person> persons(Collection<Identifier> identifiers);

  protected abstract Cuts cuts();

  protected abstract ProfileIds ids();

  /** Whatever was cut and in which order events came before and after. */
  @RepeatedTest(100)
  void customersAreWhatTheRemainingEvidenceSays(RepetitionInfo repetition) {
    // Given
    long seed = repetition.getCurrentRepetition();
    var random = new Random(seed);
    var history = Histories.withoutConflicts(seed, suffix, births);
    history.forEach(this::resolve);

    // When
    var cut = new HashSet<Pair>();
    for (int i = 0; i < 3; i++) {
      var links = links(history);
      if (!links.isEmpty()) {
        var chosen = links.get(random.nextInt(links.size()));
        cuts().make(new Cut(new CutId(UUID.randomUUID()), chosen, "jane", ""));
        cut.add(Pair.of(cutStore().id(chosen.one()), cutStore().id(chosen.other())));
      }
    }

    // Then
    assertThat(persons(identifiers(history))).isEqualTo(NaiveModel.of(history, ids(), cut));
  }

  protected static List<Cut.Link> links(List<Evidence> history) {
    var links = new ArrayList<Cut.Link>();
    for (var event : history) {
      for (var other : event.joining().subList(1, event.joining().size())) {
        links.add(new Cut.Link(event.joining().getFirst(), other));
      }
    }
    return links;
  }

  protected static Set<Identifier> identifiers(List<Evidence> history) {
    var all = new HashSet<Identifier>();
    history.forEach(event -> all.addAll(event.joining()));
    return all;
  }

  protected void resolve(Evidence event) {
    var _ = new Resolver(graphs()).resolve(List.of(event), Rules.DEFAULT);
  }

  protected String suffix() {
    return suffix;
  }

  protected long births() {
    return births;
  }
}
