package dev.tributary.identity.domain.linkage.link;

import dev.tributary.identity.domain.follow.Followed;
import dev.tributary.identity.domain.follow.ResolvedListener;
import dev.tributary.identity.domain.profile.ProfileId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Keeps links with the profiles they belong to, through merges and splits. */
public record RefreshingListener(SoftLinkStore store) implements ResolvedListener {

  @Override
  public String name() {
    return "soft_links";
  }

  @Override
  public void follow(List<Followed> batch) {
    Set<ProfileId> changed = new LinkedHashSet<>();
    for (var followed : batch) {
      switch (followed) {
        case Followed.Merged merged -> {
          changed.add(merged.from());
          changed.add(merged.into());
        }
        case Followed.Split split -> {
          changed.add(split.from());
          changed.add(split.into());
        }
        case Followed.Event event -> changed.addAll(event.effect().merged());
      }
    }
    if (!changed.isEmpty()) {
      store.refresh(changed);
    }
  }
}
