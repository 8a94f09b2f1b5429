package dev.tributary.router.redis;

import dev.tributary.router.domain.limit.BucketStore;
import dev.tributary.router.domain.limit.BucketStoreContract;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class RedisBucketStoreTest extends BucketStoreContract {

  private static RedisBed bed;

  private final BucketStore store =
      new RedisBucketStore(bed.line(), () -> 1, new SimpleMeterRegistry());

  @BeforeAll
  static void open() {
    bed = new RedisBed();
  }

  @AfterAll
  static void close() {
    bed.close();
  }

  @Override
  protected BucketStore store() {
    return store;
  }
}
