// Producers and consumers of an application with the Go client, which run until they are told to stop; the protocol of
// lines is told in line-process.ts. Arguments: name servers; milliseconds between looks at routes, between heartbeats
// and between shares of queues. The client has no setting for them: what it does every 30, 30 and 20 seconds is done so
// often besides; 0 leaves it alone.
package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
	_ "unsafe"

	"github.com/apache/rocketmq-client-go/v2"
	"github.com/apache/rocketmq-client-go/v2/consumer"
	"github.com/apache/rocketmq-client-go/v2/primitive"
	"github.com/apache/rocketmq-client-go/v2/producer"
)

// The clients of this process by their ids.
//
//go:linkname clientMap github.com/apache/rocketmq-client-go/v2/internal.clientMap
var clientMap sync.Map

// What a client does of its own accord now and then.
type periodic interface {
	UpdateTopicRouteInfo()
	SendHeartbeatToAllBrokerWithLock()
	RebalanceImmediately()
}

type options map[string]string

func (o options) number(name string) int {
	number, err := strconv.Atoi(o[name])
	if err != nil {
		panic(err)
	}
	return number
}

var (
	nameServers primitive.NamesrvAddr
	output      sync.Mutex
	members     sync.Map
	senders     sync.Map
)

func say(parts ...string) {
	output.Lock()
	defer output.Unlock()
	fmt.Println(strings.Join(parts, "\t"))
}

func plain(err error) string {
	return strings.Join(strings.Fields(err.Error()), " ")
}

func every(argument string, work func(periodic)) {
	milliseconds, err := strconv.Atoi(argument)
	if err != nil || milliseconds == 0 {
		return
	}
	go func() {
		for range time.Tick(time.Duration(milliseconds) * time.Millisecond) {
			clientMap.Range(func(_, client any) bool {
				work(client.(periodic))
				return true
			})
		}
	}()
}

func main() {
	addresses, err := primitive.NewNamesrvAddr(strings.Split(os.Args[1], ";")...)
	if err != nil {
		panic(err)
	}
	nameServers = addresses
	every(os.Args[2], periodic.UpdateTopicRouteInfo)
	every(os.Args[3], periodic.SendHeartbeatToAllBrokerWithLock)
	every(os.Args[4], periodic.RebalanceImmediately)
	say("ready")
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		parts := strings.Split(lines.Text(), "\t")
		go func() {
			value, err := execute(parts[1], optionsOf(parts[2:]))
			if err != nil {
				say("=", parts[0], "failed", plain(err))
				return
			}
			say("=", parts[0], "ok", value)
		}()
	}
}

func optionsOf(parts []string) options {
	named := options{}
	for _, part := range parts {
		name, value, _ := strings.Cut(part, "=")
		named[name] = value
	}
	return named
}

func execute(command string, o options) (string, error) {
	switch command {
	case "producer":
		return startProducer(o)
	case "consumer":
		return startConsumer(o)
	case "rest":
		rest, _ := senders.Load(o["name"])
		rest.(func())()
		return "", nil
	case "stop":
		stop, _ := members.LoadAndDelete(o["name"])
		return "", stop.(func() error)()
	}
	return "", fmt.Errorf("no command %s", command)
}

// The id of a client is its address and this name.
func clientIDOf(name string) string {
	found := ""
	clientMap.Range(func(id, _ any) bool {
		if strings.HasSuffix(id.(string), "@"+name) {
			found = id.(string)
		}
		return true
	})
	return found
}

// In turns committed, rolled back, unknown and committed when asked, unknown and rolled back when asked.
func fate(body []byte, asked bool) primitive.LocalTransactionState {
	turn := numberOf(strings.Fields(string(body))[0]) % 4
	if turn >= 2 && !asked {
		return primitive.UnknowState
	}
	if turn%2 == 0 {
		return primitive.CommitMessageState
	}
	return primitive.RollbackMessageState
}

func numberOf(id string) int {
	_, text, _ := strings.Cut(id, ".")
	number, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return number
}

type listener struct{ name string }

func (l listener) ExecuteLocalTransaction(message *primitive.Message) primitive.LocalTransactionState {
	return fate(message.Body, false)
}

func (l listener) CheckLocalTransaction(message *primitive.MessageExt) primitive.LocalTransactionState {
	say("checked", l.name, strings.Fields(string(message.Body))[0])
	return fate(message.Body, true)
}

// What sends one message and takes its leave later.
type sender struct {
	send     func(*primitive.Message) (*primitive.SendResult, error)
	shutdown func() error
}

func newSender(o options) (sender, error) {
	settings := []producer.Option{
		producer.WithNameServer(nameServers),
		producer.WithGroupName(o["group"]),
		producer.WithInstanceName(o["name"]),
		producer.WithRetry(2),
	}
	if o["manner"] == "keyed" {
		settings = append(settings, producer.WithQueueSelector(producer.NewHashQueueSelector()))
	} else {
		settings = append(settings, producer.WithQueueSelector(producer.NewRoundRobinQueueSelector()))
	}
	if o["manner"] == "transactional" {
		made, err := rocketmq.NewTransactionProducer(listener{o["name"]}, settings...)
		if err != nil {
			return sender{}, err
		}
		send := func(message *primitive.Message) (*primitive.SendResult, error) {
			result, err := made.SendMessageInTransaction(context.Background(), message)
			if err != nil {
				return nil, err
			}
			return result.SendResult, nil
		}
		return sender{send, made.Shutdown}, made.Start()
	}
	made, err := rocketmq.NewProducer(settings...)
	if err != nil {
		return sender{}, err
	}
	send := func(message *primitive.Message) (*primitive.SendResult, error) {
		return made.SendSync(context.Background(), message)
	}
	return sender{send, made.Shutdown}, made.Start()
}

func startProducer(o options) (string, error) {
	made, err := newSender(o)
	if err != nil {
		return "", err
	}
	stopping, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		ticks := time.NewTicker(time.Second / time.Duration(o.number("rate")))
		defer ticks.Stop()
		for number := 1; ; {
			select {
			case <-stopping:
				return
			case <-ticks.C:
				id, key := fmt.Sprintf("%s.%d", o["run"], number), fmt.Sprintf("k%d", number%o.number("keys"))
				if sendOne(made, o, id, key) || o["again"] != "1" {
					number++
				}
			}
		}
	}()
	var once sync.Once
	rest := func() {
		once.Do(func() { close(stopping) })
		<-ended
	}
	senders.Store(o["name"], rest)
	members.Store(o["name"], func() error {
		rest()
		return made.shutdown()
	})
	return clientIDOf(o["name"]), nil
}

// For so long the client waits for an answer (sendSync of producer.go, which has no setting for it) before it sends again.
const answerTime = 3 * time.Second

// Whether it is stored.
func sendOne(made sender, o options, id string, key string) bool {
	message := primitive.NewMessage(o["topic"], []byte(id+" "+key))
	message.WithKeys([]string{id})
	switch o["manner"] {
	case "keyed":
		message.WithShardingKey(key)
	case "delayed":
		message.WithDelayTimeLevel(o.number("delayLevel"))
	}
	began := time.Now()
	result, err := made.send(message)
	if time.Since(began) >= answerTime {
		say("again", o["name"], id)
	}
	if err != nil {
		say("unsent", o["name"], id, key, "undecided", plain(err))
		return false
	}
	if result.Status != primitive.SendOK {
		say("unsent", o["name"], id, key, "undecided", fmt.Sprintf("status %d", result.Status))
		return false
	}
	queue := result.MessageQueue
	say("sent", o["name"], id, key, queue.BrokerName, strconv.Itoa(queue.QueueId),
		strconv.FormatInt(result.QueueOffset, 10), result.OffsetMsgID)
	return true
}

func startConsumer(o options) (string, error) {
	settings := []consumer.Option{
		consumer.WithNameServer(nameServers),
		consumer.WithGroupName(o["group"]),
		consumer.WithInstance(o["name"]),
		consumer.WithConsumeFromWhere(consumer.ConsumeFromFirstOffset),
		consumer.WithMaxReconsumeTimes(int32(o.number("maxReconsumeTimes"))),
		consumer.WithConsumerOrder(o["manner"] == "orderly"),
		consumer.WithSuspendCurrentQueueTimeMillis(100 * time.Millisecond),
	}
	if o["manner"] == "broadcast" {
		settings = append(settings, consumer.WithConsumerModel(consumer.BroadCasting))
	}
	made, err := rocketmq.NewPushConsumer(settings...)
	if err != nil {
		return "", err
	}
	take := func(_ context.Context, messages ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
		if takeOne(messages[0], o) {
			return consumer.ConsumeSuccess, nil
		}
		if o["manner"] == "orderly" {
			return consumer.SuspendCurrentQueueAMoment, nil
		}
		return consumer.ConsumeRetryLater, nil
	}
	if err := made.Subscribe(o["topic"], consumer.MessageSelector{}, take); err != nil {
		return "", err
	}
	members.Store(o["name"], made.Shutdown)
	return clientIDOf(o["name"]), made.Start()
}

// They come one at a time, which is the client's default.
func takeOne(message *primitive.MessageExt, o options) bool {
	body := strings.Fields(string(message.Body))
	fails := numberOf(body[0])%o.number("failEvery") == 0 && int(message.ReconsumeTimes) < o.number("failTimes")
	outcome := "ok"
	if fails {
		outcome = "again"
	}
	say("took", o["name"], body[0], body[1], outcome, message.Queue.BrokerName, strconv.Itoa(message.Queue.QueueId),
		strconv.FormatInt(message.QueueOffset, 10), message.StoreHost,
		strconv.Itoa(int(message.ReconsumeTimes)), strconv.FormatInt(time.Now().UnixMicro(), 10))
	return !fails
}
