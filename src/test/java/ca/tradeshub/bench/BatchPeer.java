// SPDX-License-Identifier: Apache-2.0
package ca.tradeshub.bench;

import ca.tradeshub.platform.embedded.EmbeddedParts;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.sshd.sftp.client.SftpClient;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.Job;
import org.springframework.batch.core.JobExecution;
import org.springframework.batch.core.JobParametersBuilder;
import org.springframework.batch.core.Step;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.launch.support.TaskExecutorJobLauncher;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JobRepositoryFactoryBean;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.item.ExecutionContext;
import org.springframework.batch.item.ItemStreamException;
import org.springframework.batch.item.ItemStreamReader;
import org.springframework.batch.item.database.JdbcCursorItemReader;
import org.springframework.batch.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.item.database.builder.JdbcCursorItemReaderBuilder;
import org.springframework.batch.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.batch.item.file.transform.FieldSet;
import org.springframework.batch.item.jms.JmsItemWriter;
import org.springframework.batch.item.support.SingleItemPeekableItemReader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/**
 * The Spring Batch way, with chunks of 1,000: one step reads the file with a flat-file reader, checks each line by the
 * rules and writes the rows as JDBC batches; a second reads the rows in the order of the claims through a cursor, computes
 * each claim and sends the messages of a chunk in one transaction of the broker. Its job repository is in the database.
 */
final class BatchPeer implements Runnable {

    private static final int CHUNK = 1_000;

    private final EmbeddedParts parts;
    private final int sftp;
    private final Path folder;
    private final PeerClaims claims = new PeerClaims();
    private final DataSource database;
    private final JmsTemplate broker;
    private final JdbcTransactionManager transactions;
    private final JobRepository repository;
    private final TaskExecutorJobLauncher launcher = new TaskExecutorJobLauncher();

    BatchPeer(EmbeddedParts parts, int sftp, Path folder) throws Exception {
        this.parts = parts;
        this.sftp = sftp;
        this.folder = folder;
        database = database();
        broker = broker();
        transactions = new JdbcTransactionManager(database);
        new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/schema-postgresql.sql"))
                .execute(database);
        JobRepositoryFactoryBean repositories = new JobRepositoryFactoryBean();
        repositories.setDataSource(database);
        repositories.setTransactionManager(transactions);
        repositories.afterPropertiesSet();
        repository = repositories.getObject();
        launcher.setJobRepository(repository);
        launcher.afterPropertiesSet();
    }

    @Override
    public void run() {
        new PeerFolder(sftp).pollForever(this::take);
    }

    private void take(SftpClient client, String name) throws Exception {
        Path local = folder.resolve(name);
        try (InputStream in = client.read("in/" + name)) {
            Files.copy(in, local, StandardCopyOption.REPLACE_EXISTING);
        }
        Long before = new org.springframework.jdbc.core.JdbcTemplate(database)
                .queryForObject("select coalesce(max(line), 0) from peer_pay_line", Long.class);
        Job job = new JobBuilder("payroll", repository)
                .start(lines(local))
                .next(messages(before))
                .build();
        JobExecution execution = launcher.run(
                job, new JobParametersBuilder().addString("file", name).toJobParameters());
        if (execution.getStatus() != BatchStatus.COMPLETED) {
            throw new IllegalStateException(execution.getAllFailureExceptions().toString());
        }
    }

    private Step lines(Path file) {
        var reader = new FlatFileItemReaderBuilder<PeerLine>()
                .name("lines")
                .resource(new FileSystemResource(file))
                .linesToSkip(1)
                .delimited()
                .names(PeerSql.COLUMNS.split(", "))
                .fieldSetMapper(BatchPeer::line)
                .build();
        String values = Arrays.stream(PeerSql.PROPERTIES.split(", "))
                .map(property -> ":" + property)
                .collect(Collectors.joining(", "));
        var writer = new JdbcBatchItemWriterBuilder<PeerLine>()
                .dataSource(database)
                .sql("insert into peer_pay_line (" + PeerSql.COLUMNS + ") values (" + values + ")")
                .beanMapped()
                .build();
        writer.afterPropertiesSet();
        return new StepBuilder("lines", repository)
                .<PeerLine, PeerLine>chunk(CHUNK, transactions)
                .reader(reader)
                .processor(claims::check)
                .writer(writer)
                .build();
    }

    private Step messages(long before) {
        JdbcCursorItemReader<PeerLine> rows = new JdbcCursorItemReaderBuilder<PeerLine>()
                .name("rows")
                .dataSource(database)
                .fetchSize(CHUNK)
                .sql(PeerSql.LINES + "where p.line > " + before + " order by p.agreement_number, p.line")
                .beanRowMapper(PeerLine.class)
                .build();
        JmsItemWriter<String> writer = new JmsItemWriter<>();
        writer.setJmsTemplate(broker);
        return new StepBuilder("messages", repository)
                .<List<PeerLine>, String>chunk(CHUNK, transactions)
                .reader(new OneClaim(rows))
                .processor(claims::message)
                .writer(writer)
                .build();
    }

    private static PeerLine line(FieldSet fields) {
        PeerLine line = new PeerLine();
        line.setLineId(text(fields, "line_id"));
        line.setAgreementNumber(text(fields, "agreement_number"));
        line.setAccountNumber(text(fields, "account_number"));
        line.setSin(text(fields, "sin"));
        line.setFamilyName(text(fields, "family_name"));
        line.setGivenNames(text(fields, "given_names"));
        line.setBirthDate(date(fields, "birth_date"));
        line.setTradeCode(text(fields, "trade_code"));
        line.setEmploymentStart(date(fields, "employment_start"));
        line.setEmploymentEnd(date(fields, "employment_end"));
        line.setPeriodStart(date(fields, "period_start"));
        line.setPeriodEnd(date(fields, "period_end"));
        line.setPayDate(date(fields, "pay_date"));
        line.setRegularHours(amount(fields, "regular_hours"));
        line.setOvertimeHours(amount(fields, "overtime_hours"));
        line.setHourlyRate(amount(fields, "hourly_rate"));
        line.setGrossWages(amount(fields, "gross_wages"));
        line.setTaxableBenefits(amount(fields, "taxable_benefits"));
        line.setAgencyFees(amount(fields, "agency_fees"));
        line.setEmployeeTotalWages(amount(fields, "employee_total_wages"));
        line.setAssistanceAmount(amount(fields, "assistance_amount"));
        line.setAssistanceKind(text(fields, "assistance_kind"));
        line.setCoopCreditClaimed(text(fields, "coop_credit_claimed"));
        line.setJourneypersonRate(amount(fields, "journeyperson_rate"));
        String period = text(fields, "apprentice_period");
        line.setApprenticePeriod(period == null ? null : Integer.valueOf(period));
        line.setWorkProvince(text(fields, "work_province"));
        return line;
    }

    private static String text(FieldSet fields, String name) {
        String value = fields.readString(name);
        return value.isEmpty() ? null : value;
    }

    private static LocalDate date(FieldSet fields, String name) {
        String value = text(fields, name);
        return value == null ? null : LocalDate.parse(value);
    }

    private static BigDecimal amount(FieldSet fields, String name) {
        return fields.readBigDecimal(name, null);
    }

    private DataSource database() {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(parts.database().getJdbcUrl());
        pool.setUsername(parts.database().getUsername());
        pool.setPassword(parts.database().getPassword());
        return new HikariDataSource(pool);
    }

    private JmsTemplate broker() {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(
                parts.broker().url(), parts.broker().username(), parts.broker().password());
        factory.setCacheDestinations(true);
        JmsTemplate template = new JmsTemplate(new CachingConnectionFactory(factory));
        template.setDefaultDestinationName(ClaimReader.TAX);
        template.setSessionTransacted(true);
        return template;
    }

    /** Reads the lines of one claim at a time. */
    private static final class OneClaim implements ItemStreamReader<List<PeerLine>> {

        private final SingleItemPeekableItemReader<PeerLine> lines = new SingleItemPeekableItemReader<>();

        OneClaim(JdbcCursorItemReader<PeerLine> rows) {
            lines.setDelegate(rows);
        }

        @Override
        public List<PeerLine> read() throws Exception {
            PeerLine first = lines.read();
            if (first == null) {
                return null;
            }
            List<PeerLine> claim = new ArrayList<>(List.of(first));
            for (PeerLine next = lines.peek();
                    next != null && next.getAgreementNumber().equals(first.getAgreementNumber());
                    next = lines.peek()) {
                claim.add(lines.read());
            }
            return claim;
        }

        @Override
        public void open(ExecutionContext context) throws ItemStreamException {
            lines.open(context);
        }

        @Override
        public void update(ExecutionContext context) throws ItemStreamException {
            lines.update(context);
        }

        @Override
        public void close() throws ItemStreamException {
            lines.close();
        }
    }
}
