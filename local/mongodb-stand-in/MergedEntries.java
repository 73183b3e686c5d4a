import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/** Entries of an index from several of its ranges, read no further than they are asked for. */
final class MergedEntries {

  private MergedEntries() {}

  /** The entries of all ranges in one order: each range has it already. */
  static Stream<Map.Entry<List<Object>, Object>> of(
      List<Iterator<Map.Entry<List<Object>, Object>>> ranges, Comparator<List<Object>> order) {
    record Next(Map.Entry<List<Object>, Object> entry, Iterator<Map.Entry<List<Object>, Object>> rest) {}
    PriorityQueue<Next> next = new PriorityQueue<>((one, other) -> order.compare(one.entry().getKey(), other.entry().getKey()));
    for (Iterator<Map.Entry<List<Object>, Object>> range : ranges) {
      if (range.hasNext()) {
        next.add(new Next(range.next(), range));
      }
    }
    return Stream.generate(next::poll)
        .takeWhile(Objects::nonNull)
        .peek(
            taken -> {
              if (taken.rest().hasNext()) {
                next.add(new Next(taken.rest().next(), taken.rest()));
              }
            })
        .map(Next::entry);
  }
}
