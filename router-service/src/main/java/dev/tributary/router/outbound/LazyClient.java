package dev.tributary.router.outbound;

import io.vertx.core.http.HttpClient;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client that is made when it is first needed: one that is not needed costs no timer. */
final class LazyClient {

  private final Supplier<HttpClient> maker;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable HttpClient made;
  private boolean closed;

  LazyClient(Supplier<HttpClient> maker) {
    this.maker = maker;
  }

  /** The client; null once this is closed. */
  @Nullable HttpClient get() {
    lock.lock();
    try {
      var client = made;
      if (client == null && !closed) {
        client = maker.get();
        made = client;
      }
      return client;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      if (made != null) {
        made.close();
        made = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
