package dev.tributary.platform.definitions.storage;

import dev.tributary.platform.domain.definition.DefinitionStore;
import dev.tributary.platform.storage.Migrations;
import dev.tributary.platform.testing.EmbeddedServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** The contract on real PostgreSQL, with nobody sweeping meanwhile. */
@QuarkusTest
@TestProfile(PostgresDefinitionStoreTest.NobodySweeps.class)
@WithTestResource(EmbeddedServers.class)
class PostgresDefinitionStoreTest extends DefinitionStoreContract {

  @Inject DefinitionStore store;
  @Inject Migrations migrations;

  @BeforeEach
  void waitForTheSchema() {
    migrations.await(Duration.ofSeconds(30));
  }

  @Override
  DefinitionStore store() {
    return store;
  }

  /** The first sweep finds nothing of these tests, the next one comes after them. */
  public static final class NobodySweeps implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("tributary.definitions.sweep-every", "PT1H");
    }
  }
}
