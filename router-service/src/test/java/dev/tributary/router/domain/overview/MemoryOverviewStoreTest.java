package dev.tributary.router.domain.overview;

class MemoryOverviewStoreTest extends OverviewStoreContract {

  private final OverviewStore store = new MemoryOverviewStore();

  @Override
  protected OverviewStore store() {
    return store;
  }
}
