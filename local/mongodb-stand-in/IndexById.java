import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/**
 * The library looks into the index of _id only where a query asks for nothing else, and reads everything otherwise. This
 * one also serves queries that ask for more: the library then checks the rest on what has been found by _id.
 */
final class IndexById extends Index<Object> {

  private static final String ID = "_id";

  private final Index<Object> index;

  /** The index, or this one around it where it is that of _id. */
  static Index<Object> around(Index<Object> index, List<IndexKey> keys) {
    boolean isOfId = keys.size() == 1 && keys.get(0).getKey().equals(ID);
    return isOfId ? new IndexById(index, keys) : index;
  }

  private IndexById(Index<Object> index, List<IndexKey> keys) {
    super(index.getName(), keys, false);
    this.index = index;
  }

  @Override
  public boolean canHandle(Document query) {
    return query.containsKey(ID) && index.canHandle(partOfId(query));
  }

  @Override
  public Iterable<Object> getPositions(Document query) {
    return index.getPositions(partOfId(query));
  }

  private static Document partOfId(Document query) {
    return new Document(ID, query.get(ID));
  }

  @Override
  public Object getPosition(Document document) {
    return index.getPosition(document);
  }

  @Override
  public void checkAdd(Document document, MongoCollection<Object> collection) {
    index.checkAdd(document, collection);
  }

  @Override
  public void add(Document document, Object position, MongoCollection<Object> collection) {
    index.add(document, position, collection);
  }

  @Override
  public Object remove(Document document) {
    return index.remove(document);
  }

  @Override
  public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
    index.checkUpdate(before, after, collection);
  }

  @Override
  public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
    index.updateInPlace(before, after, position, collection);
  }

  @Override
  public long getCount() {
    return index.getCount();
  }

  @Override
  public boolean isEmpty() {
    return index.isEmpty();
  }

  @Override
  public long getDataSize() {
    return index.getDataSize();
  }

  @Override
  public boolean isUnique() {
    return index.isUnique();
  }

  @Override
  public void drop() {
    index.drop();
  }
}
