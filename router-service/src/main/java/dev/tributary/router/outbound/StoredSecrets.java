package dev.tributary.router.outbound;

import dev.tributary.connectors.domain.request.Body;
import dev.tributary.platform.domain.secret.SecretReference;
import dev.tributary.platform.secrets.FileAndEnvironmentSecrets;
import dev.tributary.router.config.RouterConfig;
import dev.tributary.router.domain.destination.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;

/**
 * Secrets from the environment and from files beneath {@code tributary.router.secret-directories}.
 */
@ApplicationScoped
class StoredSecrets implements Secrets {

  private final FileAndEnvironmentSecrets stored;

  StoredSecrets(RouterConfig config) {
    this.stored = new FileAndEnvironmentSecrets(config.secretDirectories());
  }

  @Override
  public Found find(SecretReference reference) {
    return switch (stored.find(reference)) {
      case dev.tributary.platform.domain.secret.Secrets.Found.Present(var secret) ->
          new Found.Present(new Body(secret.getBytes(StandardCharsets.UTF_8)));
      case dev.tributary.platform.domain.secret.Secrets.Found.Missing(var reason) ->
          new Found.Missing(reason);
    };
  }
}
