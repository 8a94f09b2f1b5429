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

  LazyClient(Supplier<HttpClient> maker) {
    this.maker = maker;
  }

  HttpClient get() {
    lock.lock();
    try {
      var client = made;
      if (client == null) {
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
      if (made != null) {
        made.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
