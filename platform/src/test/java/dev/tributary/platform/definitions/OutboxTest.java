package dev.tributary.platform.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.platform.domain.definition.Definition.Origin;
import dev.tributary.platform.domain.definition.DefinitionChange;
import dev.tributary.platform.domain.definition.DefinitionKey;
import dev.tributary.platform.domain.definition.DefinitionPublisher;
import dev.tributary.platform.domain.definition.DefinitionStore;
import dev.tributary.platform.domain.definition.DefinitionVersion;
import dev.tributary.platform.domain.definition.Kind;
import dev.tributary.platform.domain.json.Json;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a crash left between storing and publishing, and what the bus lost. */
@QuarkusTest
@WithTestResource(EmbeddedServers.class)
class OutboxTest {

  @Inject DefinitionStore store;
  @Inject DefinitionsFeed feed;
  @Inject Outbox outbox;
  @Inject DefinitionPublisher publisher;
  @Inject Migrations migrations;
  @Inject SampleKinds.Listener listener;

  @BeforeEach
  void waitForTheSchema() {
    migrations.await(Duration.ofSeconds(30));
    await().until(feed::loaded);
  }

  @Test
  void publishesWhatACrashLeftStoredButUnpublished() {
    // Given
    var key = new DefinitionKey(Kind.SOURCE, "crashed");

    // When
    store.apply(new DefinitionChange.Write(key, Json.Obj.EMPTY, Origin.API, "ada", Instant.now()));

    // Then
    await().until(() -> feed.find(key).isPresent());
    await().until(() -> !store.unpublished().contains(key)); // noted once Kafka has it, so after
  }

  @Test
  void bringsBackWhatTheBusLost() {
    // Given
    var key = new DefinitionKey(Kind.SOURCE, "lost");
    store.apply(new DefinitionChange.Write(key, Json.Obj.EMPTY, Origin.API, "ada", Instant.now()));
    await().until(() -> feed.find(key).isPresent());
    publisher.publish(
        new DefinitionVersion.Deleted(key, 2, Origin.API, "a broken disk", Instant.now()));
    feed.catchUp();
    assertThat(feed.find(key)).isEmpty();

    // When
    outbox.reconcile();

    // Then
    await().until(() -> feed.find(key).isPresent());
  }

  @Test
  void tellsListenersOfADefinitionOnceHoweverOftenItIsPublished() {
    // Given
    var key = new DefinitionKey(Kind.SOURCE, "twice");
    store.apply(new DefinitionChange.Write(key, Json.Obj.EMPTY, Origin.API, "ada", Instant.now()));
    await().until(() -> feed.find(key).isPresent());

    // When
    store.republish(key);
    outbox.sweep();
    feed.catchUp();

    // Then
    assertThat(listener.versionsOf("twice")).hasSize(1);
  }
}
