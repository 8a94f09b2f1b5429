package dev.tributary.router.domain.debounce;

/**
 * A change of a trait that waits to be told, without the change: that is read again when it is due.
 *
 * @param offset of the change in its partition; of two changes of a value the higher is the newer
 * @param atMillis when it was concluded, as the change says
 */
public record WaitingValue(ValueId id, String trait, long offset, long atMillis) {}
