package dev.tributary.audience.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.tributary.audience.replica.Holdings;
import dev.tributary.platform.grpc.GrpcAnswers;
import dev.tributary.proto.v1.GetEntryRequest;
import dev.tributary.proto.v1.GetPositionsRequest;
import dev.tributary.proto.v1.ListEntriesRequest;
import dev.tributary.proto.v1.Positions;
import dev.tributary.proto.v1.Replicas;
import dev.tributary.proto.v1.StoredEntries;
import dev.tributary.proto.v1.StoredEntry;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;

/** Tells other replicas what this one holds. */
@GrpcService
class ReplicasService implements Replicas {

  private final Holdings holdings;
  private final GrpcAnswers answers;

  ReplicasService(Holdings holdings, GrpcAnswers answers) {
    this.holdings = holdings;
    this.answers = answers;
  }

  @Override
  public Uni<StoredEntry> getEntry(GetEntryRequest request) {
    return answers.by(() -> {
      var value = holdings.entry(request.getPartition(), request.getKey().toByteArray());
      var entry = StoredEntry.newBuilder().setKey(request.getKey());
      return value == null ? entry.build() : entry.setValue(wrapped(value)).build();
    });
  }

  @Override
  public Uni<StoredEntries> listEntries(ListEntriesRequest request) {
    return answers.by(() -> {
      var page =
          holdings.entries(
              request.getPartition(),
              request.getFrom().toByteArray(),
              request.getTo().toByteArray());
      var entries = StoredEntries.newBuilder().setMore(page.more());
      page.entries()
          .forEach(entry ->
              entries.addEntries(
                  StoredEntry.newBuilder()
                      .setKey(wrapped(entry.key()))
                      .setValue(wrapped(entry.value()))));
      return entries.build();
    });
  }

  @Override
  public Uni<Positions> getPositions(GetPositionsRequest request) {
    return answers.by(() -> Positions.newBuilder().putAllPositions(holdings.positions()).build());
  }

  private static ByteString wrapped(byte[] bytes) {
    return UnsafeByteOperations.unsafeWrap(bytes);
  }
}
