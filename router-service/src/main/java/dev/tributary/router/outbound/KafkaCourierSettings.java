package dev.tributary.router.outbound;

import dev.tributary.platform.domain.json.Json;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * A destination's settings as those of Kafka's producer. Idempotent, all replicas in sync: the
 * client's own repeats write nothing twice.
 */
final class KafkaCourierSettings {

  private static final int LINGER_MILLIS = 5;
  private static final long MEMORY = 8L << 20;

  private KafkaCourierSettings() {}

  static Map<String, Object> of(Json.Obj settings, Duration timeout) {
    var producer = new HashMap<String, Object>();
    int millis = Math.toIntExact(timeout.toMillis());
    producer.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, text(settings, "bootstrapServers"));
    producer.put(ProducerConfig.CLIENT_ID_CONFIG, "tributary-router");
    producer.put(ProducerConfig.ACKS_CONFIG, "all");
    producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    producer.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    producer.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    producer.put(ProducerConfig.BUFFER_MEMORY_CONFIG, MEMORY);
    producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) millis);
    producer.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, millis - LINGER_MILLIS));
    producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.max(millis, LINGER_MILLIS + 1));
    var security = text(settings, "security");
    producer.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, security);
    if (security.startsWith("SASL")) {
      var mechanism = text(settings, "mechanism");
      producer.put(SaslConfigs.SASL_MECHANISM, mechanism);
      producer.put(
          SaslConfigs.SASL_JAAS_CONFIG,
          "org.apache.kafka.common.security.%s required username=%s password=%s;"
              .formatted(
                  mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule",
                  quoted(text(settings, "username")),
                  quoted(text(settings, "password"))));
    }
    return producer;
  }

  /** As a value of the language of login modules, in which only these two mean something. */
  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String text(Json.Obj settings, String field) {
    return settings.fields().get(field) instanceof Json.Str(var value) ? value : "";
  }
}
