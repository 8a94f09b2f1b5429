package dev.tributary.platform.bus;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/** Not ready while Kafka does not answer. Answers within {@value #LIMIT_MILLIS} ms or so. */
@Readiness
@ApplicationScoped
class KafkaReadiness implements HealthCheck {

  private static final int LIMIT_MILLIS = 2_000;
  private static final Duration CLOSING = Duration.ofSeconds(1);

  private final KafkaSettings settings;
  private @Nullable Admin admin;

  KafkaReadiness(KafkaSettings settings) {
    this.settings = settings;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("kafka").status(answers()).build();
  }

  @PreDestroy
  synchronized void close() {
    if (admin != null) {
      admin.close(CLOSING);
    }
  }

  private boolean answers() {
    var options = new DescribeClusterOptions().timeoutMs(LIMIT_MILLIS);
    try {
      var cluster = client().describeCluster(options);
      return !cluster.nodes().get(LIMIT_MILLIS, TimeUnit.MILLISECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private synchronized Admin client() {
    if (admin == null) {
      admin = Admin.create(settings.admin("readiness"));
    }
    return admin;
  }
}
