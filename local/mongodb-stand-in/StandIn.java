import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.h2.mvstore.MVStore;

/**
 * A stand-in for MongoDB on a development machine that cannot have a real one: mongo-java-server with its H2 backend,
 * and the four things that it lacks. Usage: StandIn FILE PORT.
 */
public final class StandIn extends H2Backend {

  /** The driver refuses what the library reports by itself (wire version 8); 21 is MongoDB 7.0. */
  private static final MongoVersion SEVEN =
      new MongoVersion() {
        @Override
        public List<Integer> getVersionArray() {
          return List.of(7, 0, 0);
        }

        @Override
        public int getWireVersion() {
          return 21;
        }
      };

  /**
   * What a driver asks again and again beside its work. It gives a server up, with everything that is under way there, that
   * is silent for its connect timeout, so these do not wait for a scan that takes longer; and they touch no data.
   */
  private static final Set<String> ASKS_WHETHER_IT_LIVES = Set.of("ismaster", "ping");

  /**
   * What changes nothing. To find out whether anything is to be written the store asks every collection of every database,
   * which takes longer than most of these.
   */
  private static final Set<String> ONLY_READS = Set.of("find", "getmore", "count", "distinct");

  /** A connection stays with its thread: there are as many as connections, so that none waits for what another one asked. */
  private static final int THREADS = 64;

  private final Object oneAtATime = new Object();
  private final MVStore store;

  private StandIn(MVStore store) {
    super(store);
    this.store = store;
    version(SEVEN);
  }

  /** Databases as the library has them, with an index of _id that also serves queries which ask for more. */
  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    return new H2Database(name, getMvStore(), getCursorRegistry()) {
      @Override
      protected Index<Object> openOrCreateUniqueIndex(
          String collection, String index, List<IndexKey> keys, boolean isSparse) {
        return IndexById.around(super.openOrCreateUniqueIndex(collection, index, keys, isSparse), keys);
      }
    };
  }

  /**
   * Every command comes this way, in whichever of the protocol's forms it was sent. What it has changed is written to the
   * file, so that an acknowledged write survives kill -9, and the reply is copied while nobody else runs: the library
   * answers with live documents that the next command would change.
   */
  @Override
  public Document handleCommand(Channel channel, String database, String command, Document query) {
    String name = command.toLowerCase(Locale.ROOT);
    if (ASKS_WHETHER_IT_LIVES.contains(name)) {
      return super.handleCommand(channel, database, command, query);
    }
    synchronized (oneAtATime) {
      Document reply = super.handleCommand(channel, database, command, query);
      if (!ONLY_READS.contains(name)) {
        store.commit();
      }
      return reply == null ? null : reply.cloneDeeply();
    }
  }

  @Override
  public QueryResult handleQuery(MongoQuery query) {
    synchronized (oneAtATime) {
      QueryResult result = super.handleQuery(query);
      List<Document> copies =
          result.collectDocuments().stream().map(Document::cloneDeeply).collect(Collectors.toList());
      return new QueryResult(copies, result.getCursorId());
    }
  }

  public static void main(String[] arguments) {
    // Auto-commit would write in the background, after the reply has gone out.
    MVStore store = new MVStore.Builder().fileName(arguments[0]).autoCommitDisabled().open();
    // Space of overwritten data is used again after this time; the default of 45 s lets the file grow fourfold.
    store.setRetentionTime(5_000);
    MongoServer server = new MongoServer(new StandIn(store));
    server.bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[1])), 1, THREADS);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
  }
}
