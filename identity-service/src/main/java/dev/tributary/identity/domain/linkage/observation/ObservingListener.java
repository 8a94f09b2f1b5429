package dev.tributary.identity.domain.linkage.observation;

import dev.tributary.identity.domain.follow.Followed;
import dev.tributary.identity.domain.follow.ResolvedListener;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Observes what is resolved, so that runs have something to compare. A repeat of a batch, or of
 * what was seen on the same day already, changes nothing.
 *
 * @param recent what was stored lately, so that the same need not be stored again
 */
public record ObservingListener(ObservationReader reader, ObservationStore store, Recent recent)
    implements ResolvedListener {

  @Override
  public String name() {
    return "linkage";
  }

  @Override
  public void follow(List<Followed> batch) {
    Set<Observation> news = new LinkedHashSet<>();
    for (var followed : batch) {
      switch (followed) {
        case Followed.Event event ->
            reader.read(event).stream().filter(seen -> !recent.has(seen)).forEach(news::add);
        case Followed.Merged _, Followed.Split _ -> {} // Observations stay with their anchor.
      }
    }
    if (!news.isEmpty()) {
      store.add(news);
      recent.put(news);
    }
  }
}
