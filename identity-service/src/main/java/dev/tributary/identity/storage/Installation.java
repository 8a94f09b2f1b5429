package dev.tributary.identity.storage;

import dev.tributary.identity.domain.profile.ProfileIds;
import dev.tributary.platform.storage.Postgres;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** What is this installation's own, read once: the secret of its profile ids. */
@ApplicationScoped
class Installation {

  private final Pool pool;
  private volatile @Nullable ProfileIds ids;

  Installation(Pool pool) {
    this.pool = pool;
  }

  /**
   * The ids of this installation.
   *
   * @throws dev.tributary.platform.domain.Unavailable while PostgreSQL is away and they were never
   *     read
   */
  ProfileIds ids() {
    var known = ids;
    if (known == null) {
      var row = Postgres.await(pool.query("SELECT secret FROM installation").execute());
      known = new ProfileIds(row.iterator().next().getBuffer(0).getBytes());
      ids = known;
    }
    return known;
  }
}
