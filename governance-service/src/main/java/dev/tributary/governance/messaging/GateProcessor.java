package dev.tributary.governance.messaging;

import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The life of a {@link GateTask} as Kafka Streams runs it: from one assignment to the next. */
final class GateProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private final Function<ProcessorContext<byte[], byte[]>, GateTask> tasks;
  private @Nullable GateTask task;

  GateProcessor(Function<ProcessorContext<byte[], byte[]>, GateTask> tasks) {
    this.tasks = tasks;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    task = tasks.apply(context);
  }

  @Override
  public void process(Record<byte[], byte[]> received) {
    if (task == null) {
      throw new IllegalStateException("A record before the assignment");
    }
    task.take(received);
  }
}
