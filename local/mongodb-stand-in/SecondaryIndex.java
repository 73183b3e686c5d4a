import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * An index that is not unique, which the library does not have. It is kept in memory, and made from the documents when the
 * collection is opened. It narrows a query down by its leading keys, as MongoDB does, and the library checks the rest.
 */
final class SecondaryIndex extends Index<Object> {

  /** Of so many entries an index may be, some 200 bytes each. */
  private static final int MOST_ENTRIES = 1_000_000;

  private final List<String> fields = new ArrayList<>();
  private final KeyOrder order;

  /** By the values of the fields, with the position behind them: several documents may have the same values. */
  private final NavigableMap<List<Object>, Object> entries;

  /** Texts that many documents have in the first field: kept once. */
  private final Map<Object, Object> firsts = new HashMap<>();

  /** An index that has grown too large for the memory is given up. Then queries read everything, as without it. */
  private boolean isGivenUp;

  /** By key: true once a document has had several values there. Then no order by this key is the documents' order. */
  private final List<Boolean> lists = new ArrayList<>();

  SecondaryIndex(String name, List<IndexKey> keys) {
    super(name, keys, true);
    for (IndexKey key : keys) {
      fields.add(key.getKey());
      lists.add(false);
    }
    order = new KeyOrder(keys, 0);
    entries = new TreeMap<>(order);
  }

  /** How many leading keys narrow down what is asked of the fields; 0 if this index is of no use for it. */
  int usefulness(Conditions asked) {
    int keys = 0;
    while (!isGivenUp && keys < fields.size()) {
      if (isPrefix(asked, keys)) {
        keys++;
      } else {
        return asked.isRange(fields.get(keys)) ? keys + 1 : keys;
      }
    }
    return keys;
  }

  /** True if what is asked for can be found in an order, forwards or backwards. */
  boolean givesOrder(Conditions asked, Document wanted) {
    return wanted != null && !wanted.isEmpty() && directionOf(asked, wanted) != 0;
  }

  private int directionOf(Conditions asked, Document wanted) {
    int at = prefixOf(asked);
    int direction = 0;
    for (String field : wanted.keySet()) {
      // What is one value anyway needs no order.
      if (direction == 0 && asked.isPoint(field) && fields.subList(0, at).contains(field)) {
        continue;
      }
      if (at >= fields.size() || !fields.get(at).equals(field) || lists.get(at)) {
        return 0;
      }
      boolean isAscending = ((Number) wanted.get(field)).intValue() > 0;
      int own = isAscending == order.isAscending(at) ? 1 : -1;
      if (direction != 0 && own != direction) {
        return 0;
      }
      direction = own;
      at++;
    }
    return direction;
  }

  /** How many leading keys are asked for by one value or by several. */
  private int prefixOf(Conditions asked) {
    int at = 0;
    while (at < fields.size() && isPrefix(asked, at)) {
      at++;
    }
    return at;
  }

  private boolean isPrefix(Conditions asked, int at) {
    return asked.isPoint(fields.get(at)) || asked.isSeveral(fields.get(at));
  }

  /** What may match, one after the other as it is asked for, in an order if one is given that this index has. */
  Iterable<Object> positions(Conditions asked, Document wanted) {
    boolean isBackwards = wanted != null && directionOf(asked, wanted) < 0;
    List<Iterator<Map.Entry<List<Object>, Object>>> ranges = new ArrayList<>();
    for (NavigableMap<List<Object>, Object> range : rangesFor(asked)) {
      ranges.add((isBackwards ? range.descendingMap() : range).entrySet().iterator());
    }
    int from = prefixOf(asked);
    Comparator<List<Object>> behind = order.behind(from);
    Set<Object> found = new HashSet<>();
    return () ->
        MergedEntries.of(ranges, isBackwards ? behind.reversed() : behind)
            .map(Map.Entry::getValue)
            // A document stands under several keys if one of its fields is a list.
            .filter(position -> !lists.contains(true) || found.add(position))
            .iterator();
  }

  /** Under how many keys stands what is asked for; no more than so many are counted. */
  int keysOf(Conditions asked, int atMost) {
    int keys = 0;
    for (NavigableMap<List<Object>, Object> range : rangesFor(asked)) {
      for (Iterator<?> each = range.keySet().iterator(); each.hasNext() && keys < atMost; keys++) {
        each.next();
      }
    }
    return keys;
  }

  private List<NavigableMap<List<Object>, Object>> rangesFor(Conditions asked) {
    List<List<Object>> prefixes = List.of(List.of());
    int at = 0;
    for (; at < fields.size() && isPrefix(asked, at); at++) {
      prefixes = extended(prefixes, asked.valuesOf(fields.get(at)));
    }
    return at < fields.size()
        ? between(prefixes, asked.low(fields.get(at)), asked.high(fields.get(at)), order.isAscending(at))
        : between(prefixes, null, null, true);
  }

  private static List<List<Object>> extended(List<List<Object>> prefixes, Collection<?> values) {
    List<List<Object>> longer = new ArrayList<>();
    for (List<Object> prefix : prefixes) {
      for (Object value : values) {
        longer.add(with(prefix, value));
      }
    }
    return longer;
  }

  /** For each prefix what lies in the range of the next key; both ends are included, the library leaves out what is not asked. */
  private List<NavigableMap<List<Object>, Object>> between(
      List<List<Object>> prefixes, Object low, Object high, boolean isForwards) {
    Object first = isForwards ? low : high;
    Object last = isForwards ? high : low;
    List<NavigableMap<List<Object>, Object>> found = new ArrayList<>();
    for (List<Object> prefix : prefixes) {
      List<Object> from = first == null ? prefix : with(prefix, first);
      List<Object> to = last == null ? with(prefix, KeyOrder.END) : with(with(prefix, last), KeyOrder.END);
      found.add(order.compare(from, to) > 0 ? new TreeMap<>(order) : entries.subMap(from, true, to, true));
    }
    return found;
  }

  private static List<Object> with(List<Object> values, Object value) {
    Object[] longer = values.toArray(new Object[values.size() + 1]);
    longer[values.size()] = value;
    return Arrays.asList(longer);
  }

  @Override
  public boolean canHandle(Document query) {
    return usefulness(new Conditions(query)) > 0;
  }

  @Override
  public Iterable<Object> getPositions(Document query) {
    return positions(new Conditions(query), null);
  }

  /** None, so that the library takes that of _id. */
  @Override
  public Object getPosition(Document document) {
    return null;
  }

  @Override
  public void checkAdd(Document document, MongoCollection<Object> collection) {}

  @Override
  public void add(Document document, Object position, MongoCollection<Object> collection) {
    if (isGivenUp) {
      return;
    }
    List<Object> first = null;
    for (List<Object> key : keysOf(document)) {
      first = first == null ? key : first;
      for (int at = 0; at < key.size(); at++) {
        if (!Objects.equals(key.get(at), first.get(at))) {
          lists.set(at, true);
        }
      }
      entries.put(with(key, position), position);
    }
    if (entries.size() > MOST_ENTRIES) {
      isGivenUp = true;
      entries.clear();
    }
  }

  /** The keys under which a document stands: one for each element of a list, and one with null for an empty one. */
  private List<List<Object>> keysOf(Document document) {
    List<List<Object>> keys = List.of(List.of());
    for (String field : fields) {
      Object value = Utils.getSubdocumentValueCollectionAware(document, field);
      Collection<?> values = value instanceof Collection ? (Collection<?>) value : Collections.singletonList(value);
      Set<Object> known = new LinkedHashSet<>();
      for (Object one : values.isEmpty() ? Collections.singletonList(null) : values) {
        Object own = Missing.isNullOrMissing(one) ? null : Conditions.normal(one);
        known.add(keys.get(0).isEmpty() ? firsts.computeIfAbsent(own, same -> same) : own);
      }
      keys = extended(keys, known);
    }
    return keys;
  }

  /** Forgets a document. Answers null, as one that not every document stands in: the library takes the position by _id. */
  @Override
  public Object remove(Document document) {
    forget(document, document.get(IndexById.ID));
    return null;
  }

  private void forget(Document document, Object position) {
    for (List<Object> key : keysOf(document)) {
      entries.remove(with(key, position));
    }
  }

  @Override
  public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {}

  @Override
  public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
    if (isTouched(before, after)) {
      forget(before, position);
      add(after, position, collection);
    }
  }

  private boolean isTouched(Document before, Document after) {
    for (String field : fields) {
      int dot = field.indexOf('.');
      String root = dot < 0 ? field : field.substring(0, dot);
      if (!Objects.equals(before.get(root), after.get(root))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public long getCount() {
    return entries.size();
  }

  @Override
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  @Override
  public long getDataSize() {
    return getCount();
  }

  @Override
  public void drop() {
    entries.clear();
  }
}
