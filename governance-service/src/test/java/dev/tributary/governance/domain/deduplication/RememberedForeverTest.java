package dev.tributary.governance.domain.deduplication;

class RememberedForeverTest extends SeenMessagesContract {

  @Override
  protected SeenMessages seen() {
    return new RememberedForever();
  }
}
