import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.MVMap;

/**
 * The index of _id is the collection itself, which is kept by _id. The library keeps a second map for it. And it looks
 * there only if a query asks for nothing else. This one also serves queries that ask for more: the library checks the rest.
 */
final class IndexById extends Index<Object> {

  static final String ID = "_id";

  private final MVMap<Object, Document> documents;

  IndexById(String name, List<IndexKey> keys, MVMap<Object, Document> documents) {
    super(name, keys, false);
    this.documents = documents;
  }

  static boolean isOf(List<IndexKey> keys) {
    return keys.size() == 1 && keys.get(0).getKey().equals(ID);
  }

  @Override
  public boolean canHandle(Document query) {
    Object asked = query.get(ID);
    if (asked == null || asked instanceof Collection || BsonRegularExpression.isRegularExpression(asked)) {
      return false;
    }
    return !(asked instanceof Document) || ((Document) asked).keySet().equals(Set.of("$in"));
  }

  @Override
  public Iterable<Object> getPositions(Document query) {
    Object asked = query.get(ID);
    Collection<?> ids = asked instanceof Document ? (Collection<?>) ((Document) asked).get("$in") : List.of(asked);
    Set<Object> found = new LinkedHashSet<>();
    for (Object id : ids) {
      Object position = positionOf(id);
      if (position != null) {
        found.add(position);
      }
    }
    return found;
  }

  @Override
  public Object getPosition(Document document) {
    return positionOf(document.get(ID));
  }

  /** The key under which the collection keeps it, or null. 1 and 1.0 are one _id, but two keys. */
  private Object positionOf(Object id) {
    if (id == null) {
      return null;
    }
    if (id instanceof Number) {
      Number number = (Number) id;
      for (Object form : new Object[] {id, number.intValue(), number.longValue(), number.doubleValue()}) {
        if (((Number) form).doubleValue() == number.doubleValue() && documents.containsKey(form)) {
          return form;
        }
      }
      return null;
    }
    return documents.containsKey(id) ? id : null;
  }

  @Override
  public void checkAdd(Document document, MongoCollection<Object> collection) {
    Object id = document.get(ID);
    if (positionOf(id) != null) {
      throw new DuplicateKeyError(this, collection, getKeys(), new KeyValue(id));
    }
  }

  @Override
  public void add(Document document, Object position, MongoCollection<Object> collection) {}

  @Override
  public Object remove(Document document) {
    return getPosition(document);
  }

  @Override
  public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {}

  @Override
  public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {}

  @Override
  public long getCount() {
    return documents.sizeAsLong();
  }

  @Override
  public long getDataSize() {
    return getCount();
  }

  @Override
  public boolean isUnique() {
    return true;
  }

  @Override
  public void drop() {}
}
