// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.intake.sftp;

import ca.tradeshub.intake.landing.Inbox;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpComponent;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.springframework.stereotype.Component;

/**
 * Camel's SFTP component, with three differences. Nothing is left of a connection that has ended: Camel's own keeps the
 * last channel of every consumer and producer until the next, and JSch keeps half a megabyte in each; hundreds of senders
 * would fill the heap with nothing. And a {@link Inbox} that filters a listing is shown all of it: Camel's own asks
 * no filter about hidden names and folders. And its operations read the attributes of one file, which Camel's do not.
 */
@Component("sftp-component")
@SuppressWarnings("rawtypes") // as Camel declares its endpoint and operations
@org.apache.camel.spi.annotations.Component("sftp")
public class LeanSftpComponent extends SftpComponent {

    @Override
    protected GenericFileEndpoint<SftpRemoteFile> buildFileEndpoint(
            String uri, String remaining, Map<String, Object> parameters) throws Exception {
        SftpEndpoint endpoint = (SftpEndpoint) super.buildFileEndpoint(uri, remaining, parameters);
        return new LeanEndpoint(uri, this, endpoint.getConfiguration());
    }

    private static final class LeanEndpoint extends SftpEndpoint {

        LeanEndpoint(String uri, SftpComponent component, SftpConfiguration configuration) {
            super(uri, component, configuration);
        }

        @Override
        @SuppressWarnings("unchecked")
        public RemoteFileOperations<SftpRemoteFile> createRemoteFileOperations() {
            return (RemoteFileOperations<SftpRemoteFile>) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {RemoteFileOperations.class, RemoteAttributes.class},
                    new Renewed(super::createRemoteFileOperations, this::listed));
        }

        private void listed(SftpRemoteFile<?>[] entries) {
            if ((Object) getFilter() instanceof Inbox folder) {
                folder.lists(entries);
            }
        }
    }

    /** The operations of one consumer or producer; with the end of a connection come new ones. */
    private static final class Renewed implements InvocationHandler {

        private static final Set<String> ENDS = Set.of("disconnect", "forceDisconnect");
        private static final Field CHANNEL = channel();

        private final Supplier<RemoteFileOperations<SftpRemoteFile>> operations;
        private final Consumer<SftpRemoteFile<?>[]> listed;
        private volatile RemoteFileOperations<SftpRemoteFile> current;

        Renewed(Supplier<RemoteFileOperations<SftpRemoteFile>> operations, Consumer<SftpRemoteFile<?>[]> listed) {
            this.operations = operations;
            this.listed = listed;
            this.current = operations.get();
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
            if (method.getDeclaringClass() == RemoteAttributes.class) {
                return attributes((String) arguments[0]);
            }
            try {
                Object result = method.invoke(current, arguments);
                if (result instanceof SftpRemoteFile<?>[] entries) {
                    listed.accept(entries);
                }
                return result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            } finally {
                if (ENDS.contains(method.getName())) {
                    current = operations.get();
                }
            }
        }

        private Optional<SourceAttributes> attributes(String path) throws IllegalAccessException {
            try {
                SftpATTRS attributes = ((ChannelSftp) CHANNEL.get(current)).lstat(path);
                return attributes.isReg() ? Optional.of(SourceAttributes.of(attributes)) : Optional.empty();
            } catch (SftpException e) {
                if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                    return Optional.empty();
                }
                throw new GenericFileOperationFailedException("The attributes of a file cannot be read", e);
            }
        }

        /** Camel keeps its channel private, and a server may refuse a second one. */
        private static Field channel() {
            try {
                Field channel = SftpOperations.class.getDeclaredField("channel");
                channel.setAccessible(true);
                return channel;
            } catch (NoSuchFieldException e) {
                throw new LinkageError("Another version of camel-ftp", e);
            }
        }
    }
}
