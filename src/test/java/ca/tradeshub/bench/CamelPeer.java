// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import ca.tradeshub.platform.embedded.EmbeddedParts;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.sql.SqlComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.dataformat.BindyDataFormat;
import org.apache.camel.model.dataformat.BindyType;
import org.springframework.jms.connection.CachingConnectionFactory;

/**
 * The plain Camel way: the file is split by line in a stream; Bindy makes a bean of each line, a bean checks it by the
 * rules, and the SQL component inserts its row. Then, for each claim, the SQL component selects its lines, a bean computes
 * it and writes its message, and the JMS component sends it. Every row and every message is committed on its own.
 */
final class CamelPeer implements Runnable {

    private static final String CLAIMS =
            "sql:select distinct agreement_number from peer_pay_line where line > :#${exchangeProperty.before}"
                    + "?outputType=StreamList";

    private final EmbeddedParts parts;
    private final int sftp;
    private final Path folder;

    CamelPeer(EmbeddedParts parts, int sftp, Path folder) {
        this.parts = parts;
        this.sftp = sftp;
        this.folder = folder;
    }

    @Override
    public void run() {
        try {
            DataSource database = database();
            try (var connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(PeerSql.INDEX);
            }
            DefaultCamelContext camel = new DefaultCamelContext();
            SqlComponent sql = new SqlComponent();
            sql.setDataSource(database);
            camel.addComponent("sql", sql);
            camel.addComponent("jms", JmsComponent.jmsComponentAutoAcknowledge(broker()));
            camel.getRegistry().bind("claims", new PeerClaims());
            camel.addRoutes(routes());
            camel.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private RouteBuilder routes() {
        String values = Arrays.stream(PeerSql.PROPERTIES.split(", "))
                .map(property -> ":#${body." + property + "}")
                .collect(Collectors.joining(", "));
        BindyDataFormat bindy = new BindyDataFormat();
        bindy.setType(BindyType.Csv.name());
        bindy.setClassType(PeerLine.class);
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("sftp:payroll-maple@127.0.0.1:" + sftp + "/in?password=demo&strictHostKeyChecking=no"
                                + "&useUserKnownHostsFile=false&include=.*[.]csv&doneFileName=$simple{file:name}.ctl"
                                + "&delete=true&delay=500&localWorkDirectory=" + folder.resolve("work"))
                        .to("sql:select coalesce(max(line), 0) from peer_pay_line?outputType=SelectOne"
                                + "&outputHeader=before")
                        .setProperty("before", header("before"))
                        .split(body().tokenize("\n", 1, true))
                        .streaming()
                        .unmarshal(bindy)
                        .bean("claims", "check")
                        .to("sql:insert into peer_pay_line (" + PeerSql.COLUMNS + ") values (" + values + ")")
                        .end()
                        .to(CLAIMS)
                        .split(body())
                        .streaming()
                        .to("sql:" + PeerSql.LINES.replaceAll("\\s+", " ")
                                + "where p.agreement_number = :#${body[agreement_number]} order by p.line"
                                + "?outputClass=" + PeerLine.class.getName())
                        .bean("claims", "message")
                        .to("jms:queue:" + ClaimReader.TAX + "?deliveryPersistent=true&disableReplyTo=true")
                        .end();
            }
        };
    }

    private DataSource database() throws SQLException {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(parts.database().getJdbcUrl());
        pool.setUsername(parts.database().getUsername());
        pool.setPassword(parts.database().getPassword());
        return new HikariDataSource(pool);
    }

    private CachingConnectionFactory broker() {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(
                parts.broker().url(), parts.broker().username(), parts.broker().password());
        factory.setCacheDestinations(true);
        return new CachingConnectionFactory(factory);
    }
}
