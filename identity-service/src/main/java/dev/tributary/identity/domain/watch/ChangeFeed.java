package dev.tributary.identity.domain.watch;

import java.util.List;

/** Tells of the changes of all profiles, whichever instance of the service made them. */
public interface ChangeFeed {

  /**
   * Lets a listener follow. When it returns, every change that is committed afterwards will be
   * told.
   *
   * @throws dev.tributary.platform.domain.Unavailable where the changes cannot be followed for now;
   *     the listener is not told of anything then
   */
  void follow(Listener listener);

  /** Lets a listener go. A call that runs meanwhile may still come. */
  void leave(Listener listener);

  /** Who follows. Its methods return at once. */
  interface Listener {

    /** Some profiles changed, those of one partition in their order. */
    void changed(List<Change> changes);

    /** The changes cannot be followed any more; nothing more will be told. */
    void lost();
  }
}
