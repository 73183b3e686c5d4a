import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.ValueComparator;
import java.util.Comparator;
import java.util.List;

/** The order of an index: by one field after the other, each in its direction. What is shorter comes before what it begins. */
final class KeyOrder implements Comparator<List<Object>> {

  /** After every value that a key can have. */
  static final Object END = new Object();

  private final List<IndexKey> fields;
  private final int from;

  /** @param from the field that the first value of a key is of */
  KeyOrder(List<IndexKey> fields, int from) {
    this.fields = fields;
    this.from = from;
  }

  /** The order by what comes behind so many values. */
  Comparator<List<Object>> behind(int values) {
    KeyOrder rest = new KeyOrder(fields, values);
    return (one, other) -> rest.compare(one.subList(values, one.size()), other.subList(values, other.size()));
  }

  /** The position of a document, behind the fields, ascends. */
  boolean isAscending(int at) {
    return at >= fields.size() || fields.get(at).isAscending();
  }

  @Override
  public int compare(List<Object> one, List<Object> other) {
    for (int at = 0; at < Math.min(one.size(), other.size()); at++) {
      int order = compareValues(one.get(at), other.get(at), isAscending(from + at));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }

  private static int compareValues(Object one, Object other, boolean isAscending) {
    if (one == other) {
      return 0;
    }
    if (one == END || other == END) {
      return one == END ? 1 : -1;
    }
    // Most are texts, which are compared as the library does.
    int order =
        one instanceof String && other instanceof String
            ? ((String) one).compareTo((String) other)
            : ValueComparator.ascWithoutListHandling().compare(one, other);
    return isAscending ? order : -order;
  }
}
