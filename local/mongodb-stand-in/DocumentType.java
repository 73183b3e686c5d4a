import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;

/**
 * Documents in the file are BSON. The library has Java serialise them, which takes ten times as long, and a write to one
 * document writes its neighbours too. Documents that were written that way can still be read.
 */
final class DocumentType extends BasicDataType<Document> {

  /** The first byte of a document in BSON. What Java has serialised begins with a positive one. */
  private static final byte BSON = (byte) 0xB5;

  private final ObjectDataType serialised = new ObjectDataType();
  private final ThreadLocal<ByteBuf> encoded = ThreadLocal.withInitial(() -> Unpooled.buffer(8192));

  @Override
  public void write(WriteBuffer out, Document document) {
    ByteBuf bytes = encoded.get().clear();
    BsonEncoder.encodeDocument(document, bytes);
    out.put(BSON).put(bytes.array(), bytes.arrayOffset(), bytes.writerIndex());
  }

  @Override
  public Document read(ByteBuffer in) {
    if (in.get(in.position()) != BSON) {
      return (Document) serialised.read(in);
    }
    in.get();
    // BSON begins with its length, the lowest byte first.
    byte[] bytes = new byte[Integer.reverseBytes(in.getInt(in.position()))];
    in.get(bytes);
    return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
  }

  /** About how many bytes a document takes: by this the store decides when a page is full. */
  @Override
  public int getMemory(Document document) {
    return sizeOf(document);
  }

  private static int sizeOf(Object value) {
    int size = 16;
    if (value instanceof String) {
      size += 2 * ((String) value).length();
    } else if (value instanceof Map) {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        size += sizeOf(entry.getKey()) + sizeOf(entry.getValue());
      }
    } else if (value instanceof List) {
      for (Object one : (List<?>) value) {
        size += sizeOf(one);
      }
    }
    return size;
  }

  @Override
  public Document[] createStorage(int size) {
    return new Document[size];
  }
}
