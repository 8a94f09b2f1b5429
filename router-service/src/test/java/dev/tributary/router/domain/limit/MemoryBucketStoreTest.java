package dev.tributary.router.domain.limit;

import java.time.InstantSource;

class MemoryBucketStoreTest extends BucketStoreContract {

  private final BucketStore store = new MemoryBucketStore(InstantSource.system());

  @Override
  protected BucketStore store() {
    return store;
  }
}
