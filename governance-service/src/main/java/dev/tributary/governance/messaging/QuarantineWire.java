package dev.tributary.governance.messaging;

import com.google.protobuf.UnsafeByteOperations;
import dev.tributary.governance.domain.Finding;
import dev.tributary.governance.domain.Verdict;
import dev.tributary.governance.domain.deduplication.Birth;
import dev.tributary.proto.v1.Quarantined;
import org.jspecify.annotations.Nullable;

/** What governance writes to {@code quarantined}. */
final class QuarantineWire {

  private static final String STAGE = "governance";

  private QuarantineWire() {}

  static byte[] of(
      byte @Nullable [] record, Verdict.Quarantined verdict, Birth birth, long atMillis) {
    var wire =
        Quarantined.newBuilder()
            .setCode(verdict.code())
            .setStage(STAGE)
            .setBirth(
                dev.tributary.proto.v1.Birth.newBuilder()
                    .setPartition(birth.partition())
                    .setOffset(birth.offset()))
            .setQuarantinedAtMillis(atMillis);
    if (record != null) {
      wire.setRecord(UnsafeByteOperations.unsafeWrap(record));
    }
    verdict.findings().forEach(finding -> wire.addFindings(of(finding)));
    return wire.build().toByteArray();
  }

  private static dev.tributary.proto.v1.Finding of(Finding finding) {
    return dev.tributary.proto.v1.Finding.newBuilder()
        .setField(finding.field())
        .setCode(finding.code())
        .setMessage(finding.message())
        .build();
  }
}
