package dev.tributary.identity.messaging;

import dev.tributary.identity.config.IdentityConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The name of this instance among those of the service; the same after a restart. */
@ApplicationScoped
public class InstanceName {

  private final IdentityConfig config;
  private final int port;

  InstanceName(IdentityConfig config, @ConfigProperty(name = "quarkus.http.port") int port) {
    this.config = config;
    this.port = port;
  }

  /** The name, as configured or else host name and HTTP port. */
  public String text() {
    return config.instance().orElseGet(this::hostAndPort);
  }

  private String hostAndPort() {
    try {
      return InetAddress.getLocalHost().getHostName() + "-" + port;
    } catch (UnknownHostException _) {
      return "localhost-" + port;
    }
  }
}
