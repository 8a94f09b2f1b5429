package dev.tributary.audience.messaging;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.jboss.logging.Logger;

/**
 * Leaves out a record that Kafka will never take because of its size, which would otherwise stop
 * its partition for ever. Any other failure is retried. Made by Kafka Streams, by name.
 */
public final class OversizeRecords implements ProductionExceptionHandler {

  private static final Logger LOG = Logger.getLogger(OversizeRecords.class);

  @Override
  public ProductionExceptionHandlerResponse handle(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception failure) {
    if (failure instanceof RecordTooLargeException) {
      LOG.errorf(
          "A record of %d bytes for %s is larger than Kafka takes and was left out;"
              + " raise max.message.bytes of that topic",
          record.value() == null ? 0 : record.value().length, record.topic());
      return ProductionExceptionHandlerResponse.CONTINUE;
    }
    return ProductionExceptionHandlerResponse.FAIL;
  }

  @Override
  public void configure(Map<String, ?> settings) {
    // Nothing to set.
  }
}
